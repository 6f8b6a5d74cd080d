# Checks with several departments or items, samples and tests, experts, and checks without a visit.

refused-join-subject = 合并检查：两次检查不是同一检查对象。请选同一家的检查。
refused-join-begun = 合并检查：{ $subject }已有一次检查到场，不能再合并。请分别办理。
refused-join-away = 合并检查：“{ $title }”的案卷不在本机。请先接办，再合并。
refused-mode = 检查方式：没有选检查方式或没有写理由。请选实地、书面或远程，写明为什么。
refused-mode-begun = 检查方式：检查已经开始，不能再改方式。请按已开始的方式办理。
refused-joint-tables = 检查表：两张检查表的清单“{ $name }”内容不同，不能合成一张。请执法监督股统一后再合并检查。
error-department-record = 联合检查：没有找到这个部门的记录。请先打印部门记录。
error-sampling-missing = 抽样检测：没有找到这次抽样。请先登记抽样。
error-material-missing = 非现场检查：没有要求过这份材料。请先列入要求提供的材料。

joint-officers = 执法人员
joint-officer = { $name }（{ $certificate }）
joint-opening = { $bureau }与{ $department }等部门联合检查，一次到场，各自记录。{ $department }执法人员出示证件后，对下列事项作了检查。
joint-items = 检查事项
joint-counts = 共{ $total }项：符合{ $conforms }项，不符合{ $violates }项，不涉及{ $na }项，未检查{ $unchecked }项。
joint-result = 检查结果
joint-copies = 一式两份，一份交被检查单位，一份由{ $department }存档。
joint-minute = { $date } { $time }
refused-joint-department = 联合检查：{ $department }不参加本次检查。请在联合检查任务中登记部门和人员。
refused-joint-items = 联合检查：{ $department }没有自己的检查事项。请先把事项分到部门。
refused-joint-number = 联合检查：{ $department }的记录没有文号或检查结果。请填写该部门自己的文号和结果。
refused-joint-officers = 联合检查：{ $department }到场的执法人员只有{ $count }名，不得少于 2 名。请补足后再作记录。
refused-joint-scan = 联合检查：{ $department }的记录还没有打印，或没有签字页的照片。请先打印、签字，再拍照登记。
refused-joint-early = 联合检查：检查还没有结束。请先完成检查。
refused-single-result = 单项结果：没有选事项或没有写结果。请逐项填写。
refused-single-day = 单项结果：确定日期在检查结束之前，或还没有到。请核对日期。
refused-came = 人员变动：这名人员不在检查组内，或已经到场。请先办理递补，再登记到场。
refused-left = 人员变动：这名人员不在现场，或没有写离开的原因。请写明原因。
refused-left-two = 人员变动：{ $name }离开后，同一部门只剩{ $count }名执法人员，不得少于 2 名。请先补一名，或中止检查。
refused-presence-time = 人员变动：时间不在检查期间内。请核对到场和离开的时间。
refused-first-visit = 未能检查：第一次走访要写明看到的情况和走访对象；只有“无法联系”须约第二次。请补充。
refused-second-visit = 未能检查：第二次走访要约在第一次之后的另一时间。请改时间。

refused-divide = 联合检查：分配的事项或部门不在本次检查内。请在联合检查任务中登记部门和人员后再分。
refused-divide-begun = 联合检查：已经到场，不能再分配事项。请按已分配的办理。

sampling-title = 抽样取证凭证
sampling-met = 现场负责人
sampling-place = 抽样地点
sampling-opening = { $bureau }执法人员{ $officers }依法抽取下列物品，送有资质的机构检验检测。
sampling-at = 序号
sampling-name = 物品
sampling-spec = 规格或地址
sampling-unit = 单位
sampling-quantity = 数量或面积
sampling-note = 备注
sampling-copies = 一式两份，一份交被抽样单位，一份存档。
refused-sampling-early = 抽样检测：还没有到场。请先登记到场，再抽样。
refused-sampling-list = 抽样检测：抽样地点、物品或数量没有写全。请逐行填写。
refused-sampling-time = 抽样检测：时间不对，早于前一步或还没有到。请核对日期和时间。
refused-sampling-lab = 抽样检测：没有写检验检测机构，或已经送检。请写明机构名称。
refused-test-order = 抽样检测：前一步还没有登记，或这一步已登记过。请按抽样、送检、收到结果、送达的次序登记。
refused-test-result = 抽样检测：没有写报告编号或检测结果。请照报告填写。
refused-test-receiver = 抽样检测：没有写结果送达给谁。请写明接收人。
refused-test-objection = 抽样检测：异议期满日早于送达日。请核对。
refused-test-over = 抽样检测：异议期已于{ $day }届满，不能再申请复检。请按原结果办理。

test-taken = 已抽样，待送检
test-sent = 已送检
test-received = 已收到结果，待送达
test-served = 已送达
test-retest = 复检中
test-settled = 复检结果已送达

expert-title = 专家意见书
expert-name = 专家
expert-field = 专业领域
expert-unit = 工作单位
expert-question = 请专家说明的问题
expert-opinion = 专家意见
expert-signs = 专家（签名）
expert-never-counts = 专家提供技术意见，不计入执法人员人数，不代替执法人员作出判定。
expert-copies = 一份，存入案卷。
refused-expert-question = 专家意见：没有选专家或没有写要说明的问题。请写明。
refused-expert-opinion = 专家意见：没有意见内容，也没有签名页。请填写意见，或拍下签名页。
refused-expert-ended = 专家意见：{ $name }的聘期在这一天已过。请另请专家，或更新专家库。

off-site-place = { $mode }（{ $channel }）
hand-in-letter = 邮寄
hand-in-mail = 电子邮件
hand-in-platform = 平台上传
hand-in-person = 当面递交
refused-off-site-mode = 非现场检查：本次检查的方式是实地检查。请先改为书面或远程检查，写明理由。
refused-off-site-contact = 非现场检查：没有写联系人或联系方式。请写明同谁联系、用什么联系。
refused-off-site-early = 非现场检查：检查还没有开始。请先登记开始。
refused-materials = 非现场检查：没有写要提供的材料，或期限已过。请逐行写明材料，期限从今天起算。
refused-material-unknown = 非现场检查：没有要求过“{ $name }”，或没有选提交方式。请核对。
refused-material-empty = 非现场检查：“{ $name }”没有附文件，也没有说明。请附文件，或写明收到的纸质材料。
refused-call = 非现场检查：没有写清用什么联系、见到谁、看到什么。请补齐。
refused-call-shots = 非现场检查：视频检查没有截图。请至少附一张画面。

record-off-site = 。已向被检查单位告知人员、证件和权利，现依法进行非现场检查，请予以配合。
