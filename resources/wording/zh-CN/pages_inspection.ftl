# The list of inspections and the dossier page of one.

## The list

inspections-search = 名称、代码、地址、人员
inspections-subject = 检查对象
inspections-task = 任务
inspections-step = 当前环节
inspections-team = 检查组
inspections-place = 经办
inspections-window = 检查时段至{ $day }
inspections-where = { $address } · { $category }
inspections-count = { $count } 家
inspections-step-all = 环节：全部
inspections-step-one = 环节：{ $step }
inspections-place-all = 经办：全部
inspections-place-here = 经办：本机
inspections-place-tray = 经办：待接办
inspections-place-away = 经办：他处
inspections-place-here-short = 本机
inspections-place-tray-short = 待接办
inspections-place-away-short = 他处
inspections-state-open = 未办结
inspections-state-all = 全部
inspections-all = 全部
inspections-mine = 本人参加
inspections-everyone = 全部人员
inspections-done = 已办结
inspections-open = 打开
inspections-take = 接办
inspections-none-title = 没有检查任务
inspections-none-text = 抽取发布后任务会到这里；移交给本人的，在这里接办。
inspections-nothing-found = 没有符合条件的检查
inspections-nothing-text = 换一个查找词，或放宽筛选条件。

## The dossier page

inspection-none-title = 正在打开…
inspection-none-text = 从“检查任务”选一家打开。
inspections-desk-other = { $holder }在本机经办
inspection-archive-how = 程序还不能生成案卷目录。文书和证据都在本案卷里，请在“文书案卷”逐份打开打印，按本局档案要求立卷。
inspection-day = { $month }月{ $day }日
inspection-state = { $desk } · { $state }
inspection-saving = 正在存入…
inspection-in-tray = 待接办
inspection-tray = 这份案卷已移交过来，接办后才能办理。接办须得到局服务器确认。
inspection-take = 接办
inspection-taken = 已接办，联网得到局服务器确认后即可办理。
inspection-taking = 接办正等局服务器确认，确认前只能查看。请联网同步一次。
inspection-elsewhere = 这份案卷{ $where }，本机只能查看。需要办理的，请对方移交经办。
inspection-needs-upgrade = 这份案卷里有更新版本的程序写入的记录，本机只能查看。请升级程序；内容都已原样保存。
inspection-hand-over-ask = 移交给{ $name }后，本机只能查看，由对方接办。未上传的内容仍在本机，联网后自动上传。
inspection-hand-over-do = 确认移交
inspection-handed-over = 已移交给{ $name }，联网后送到对方的工作台。
inspection-last-clean = 上次检查 { $date }：未发现问题
inspection-last-found = 上次检查 { $date }：{ $count } 项不符合，未销号
inspection-last-closed = 上次检查 { $date }：{ $count } 项不符合，已销号
inspection-last-line = 上次：{ $verdict } { $day }　{ $fact }
inspection-last-answer = 上次：{ $text } { $day }
inspection-paper = 文书
inspection-papers = 文书
inspection-photos = 照片
inspection-history = 办理记录
inspection-no-evidence = 还没有证据
inspection-no-evidence-text = 检查时添加的照片和定稿的文书列在这里。
inspection-open-paper = 打开
inspection-open-named = 打开{ $title }
inspection-open-scan = 查看手签审批表
inspection-print = 打印
inspection-printed = 已存到 { $path }，可直接打印。
inspection-picture-files = 照片 (*.jpg *.jpeg *.png *.webp *.heic *.heif *.bmp *.tif *.tiff)
inspection-choose-folder = 选择文件夹
inspection-pasted-name = 粘贴的照片{ $number }.png
inspection-now-hint = 不填为现在
kit-moment-unreadable = 时间写法看不懂。请写成 11月20日 14:15。

## Words under the steps

inspection-oral-approval = 口头批准，待补批
inspection-no-notice = 未告知
inspection-notice-unserved = 已定稿，未送达
inspection-judged = { $done } / { $total } 项
inspection-unable = 未能检查
inspection-officers-wanting = 还差执法人员
inspection-unit-wanting = 还差被检查单位
inspection-witness-wanting = 还差见证人
inspection-void = 原签字已失效

## Approval of the check

inspection-to-approve = 待批准的内容
inspection-decide = 办理审批
inspection-decided = 审批结果
inspection-approval-way = 审批方式
inspection-send-approval = 送{ $role }审批
inspection-send-note = 送审后案卷移交给审批人，批准后再移交回来。
inspection-desk-note = 批准后检查组即可告知和检查。
inspection-on-paper-note = 审批表已由负责人手签的，在这里登记；可附照片。
inspection-urgent-note = 检查后及时补批；理由、口头批准人和时间记入案卷。
inspection-urgent-do = 登记口头批准
inspection-urgent-reason = 紧急理由
inspection-urgent-hint = 例如：雷暴预警，油库接闪器倒伏
inspection-approver = 批准人
inspection-approved-at = 批准时间
inspection-told-at = 口头批准时间
inspection-approval-scan = 审批表照片
inspection-standing = 状态
inspection-made-up = 已补批
inspection-approved-paper = 纸质审批表手签
inspection-approved-desk = 本机审批
inspection-approved = 检查已批准。
inspection-print-approval = 打印审批表

## Notice and trip

inspection-notice-words = 告知内容
inspection-telephone-hint = 办公电话
inspection-materials = 准备资料
inspection-materials-note = 每行一项，可增删
inspection-notice-note = 定稿后编号，右侧即打印的文书；也可以带到现场当面送达。
inspection-notice-issued = 告知单已定稿，编号{ $number }。
inspection-service = 登记送达
inspection-serve-do = 登记送达
inspection-serve-note = 到场当面送达的，可在到场登记时一并记录。
inspection-service-way = 送达方式
inspection-service-place = 送达地点
inspection-service-at = 送达时间
inspection-service-hint = 邮寄单号、拒收事由等
inspection-receiver = 收件人
inspection-receiver-hint = 签收人姓名
inspection-post-hint = 职务
inspection-remark = 备注
inspection-number = 文书编号
inspection-issued-at = 定稿时间
inspection-served = 已送达
inspection-notice-served = 告知单送达已登记。
inspection-trip-note = 预先编号，一次打印
inspection-trip-away = 不到现场的一般不用打印，需要的再勾选
inspection-copies = （{ $count }份）
inspection-save-to = 另存到…
inspection-trip-name = 外出文书 { $subject }
inspection-trip-ready = 外出文书共 { $count } 种已生成，{ $numbers } 种已预先编号。
inspection-trip-unnumbered = 外出文书已存到 { $path }。{ $titles }的号段已用完，编号处留空，请手写并在回局后登记。

## Arrival

inspection-present = 到场人员
inspection-valid-until = 有效期至{ $date }
inspection-renewed-until = 新证有效期
inspection-place-hint = 例如：加油区、油罐区、站房
inspection-place-missing = 没有写检查场所。请写明到了哪些部位。
inspection-met = 现场负责人
inspection-met-hint = 姓名
inspection-companions = 协助人员
inspection-companions-hint = 协助人员、专家（不计入执法人员人数）
inspection-code = 检查码
inspection-code-hint = 扫码后的编号
inspection-no-code-hint = 没有扫码的原因，例如：现场断网
inspection-code-missing = 没有填检查码。请填写扫码后的编号；没有扫码的，写明原因。
inspection-arrived-at = 到场时间
inspection-serve-at-door = 到场时当面送达，由现场负责人签收
inspection-rights = 权利告知
inspection-right-1 = 我们已出示执法证件；证件不符的，有权拒绝检查。
inspection-right-off-site = 我们已告知执法人员的姓名和执法证号；不符的，有权拒绝检查。
inspection-right-2 = 认为执法人员与本单位有利害关系的，有权申请回避。
inspection-right-3 = 有权陈述意见；对记录有异议的，可以在记录上写明。
inspection-right-4 = 五个严禁：严禁逐利检查、干扰企业正常生产经营、任性处罚企业、下达检查指标、变相检查。
inspection-right-5 = 八个不得：不得收受财物，不得接受宴请、娱乐、旅游，不得由企业支付费用，不得指定中介服务，不得强求法定代表人到场，不得随意查封、扣押、冻结或责令停产停业，不得把考核、预算与检查频次、罚没挂钩，不得以观摩、督导、考察为名检查。
inspection-rights-told = 两名执法人员已出示证件，并告知以上权利和检查纪律
inspection-rights-told-off-site = 已向联系人告知以上权利和检查纪律
inspection-certificate-shown = 已出示
inspection-shown-missing = 还没有出示执法证件。请每名到场执法人员出示证件后勾选“已出示”；未到场的，取消勾选姓名。
inspection-visits = 检查次数
inspection-over-cap = ，超过年度上限，请写明理由
inspection-over-cap-hint = 超过上限的理由，例如：投诉举报、上级部署、企业申请
inspection-over-cap-missing = 超过年度上限，还没有写明理由。请写明后再登记；理由随本次检查保存。
inspection-code-owed = 没有扫码：{ $reason }
inspection-file-code = 补登检查码
inspection-code-is-filed = 检查码已补登。
inspection-arrive-note = 登记后检查表打开，逐项判定。
inspection-nobody-there = 现场无人

## The check table

inspection-basics = 基本情况
inspection-file-kinds = { $kind ->
    [audio] 录音 (*.mp3 *.m4a *.aac *.wav *.amr *.ogg)
    [video] 录像 (*.mp4 *.mov *.avi *.mkv *.3gp)
   *[other] 文件 (*)
}
inspection-answer-unfit = 填写的内容不合要求，请改正。
inspection-finish = 完成检查
unmeasured-lines = 第{ $lines }项不符合，还没有选处理意见。请选定，或写明原因再完成检查。
unmeasured-go = 去选处理意见
unmeasured-hint = 暂不选处理意见的原因，例如：要等检测结果
unmeasured-why = 处理意见待定
unmeasured-later = 写明原因，完成检查
unmeasured-line = 请选处理意见。
inspection-counts-open = 符合 { $conforms }　不符合 { $violates }　不涉及 { $na }　未检查 { $unchecked }　待判定 { $open }
inspection-counts = { $total } 项：符合 { $conforms }，不符合 { $violates }，不涉及 { $na }，未检查 { $unchecked }
inspection-saved-at = 已存本机 { $time }
inspection-basis-checked = （核对于{ $day }）
inspection-unverified = （待核）
inspection-check-ended = 检查已结束，请核对记录并签字。
inspection-ended = 检查已结束
inspection-ended-at = 结束时间
inspection-result = 检查结果
inspection-look-at-lines = 查看各项

## A visit that could not check

inspection-unable-branch = 情形
inspection-unable-hint = 选一种情形
inspection-unable-words = 当时情况
inspection-unable-words-hint = 写明看到什么、门牌和周边情况
inspection-unable-photos = 现场照片
inspection-asked-hint = 例如：西关社区居委会 刘桂兰
inspection-first-visit-hint = 第一次走访时间
inspection-second-visit-hint = 第二次走访时间
inspection-unable-note = 整次检查记为未能检查，不用逐项判定。
inspection-unable-do = 记为未能检查
inspection-back = 返回

## Opinion and signatures

inspection-sign-later = 检查结束后在这里核对、签字。
opinion-agrees-short = 情况属实
opinion-objects-short = 有异议
branch-principal-short = 负责人签字
branch-seal-short = 加盖公章
branch-on-site-short = 现场负责人签字
branch-refused-short = 拒绝签字
branch-unavailable-short = 无法签字或盖章
proof-witness-short = 见证人签名
proof-photo-short = 现场照片
proof-recorder-short = 执法记录仪录像
proof-none-short = 当时无法取得
service-direct-short = 直接送达
service-left-short = 留置送达
service-post-short = 邮寄送达
service-electronic-short = 电子送达
inspection-opinion = 单位意见
inspection-objection-hint = 第几项，什么异议
inspection-branch = 签字
inspection-signer = 签字人
inspection-signer-seal = 盖章人
inspection-signer-noted = 应签字人
inspection-signer-hint = 姓名
inspection-reason = 注明原因
inspection-reason-hint = 只写所述理由，例如：要等总公司的人来
inspection-reason-away-hint = 写明为什么不能签，例如：负责人住院，没有委托他人
inspection-proof = 佐证
inspection-recorder = 录像
inspection-name-hint = 姓名
inspection-unit-hint = 单位，没有的写明原因
inspection-phone-hint = 电话
inspection-device-hint = 设备号
inspection-file-hint = 文件号
inspection-span-hint = 起止时间
proof-photo-all = 全部照片
proof-photo-choose = 点选一张作佐证，或按＋添加
proof-photo-chosen = 已选，再点一次可重选
proof-recorder-choose = 已登记的
inspection-no-proof = 说明
inspection-no-proof-hint = 当时无法取得佐证的原因
inspection-signers = 签名
inspection-signs = { $name }签名
inspection-seal-of-unit = 单位公章
inspection-signature-void = 已失效
inspection-paper-only = 请在打印件上签名或盖章，再拍照录入
inspection-from-paper = 拍照录入纸上签名
inspection-state-do = 记下意见，开始签字
inspection-sign-do = 确认签名
inspection-copy = 送达方式
inspection-also-report = 定稿后同时生成拒签情况报告。
inspection-void-caption = 签字后内容有改动，原签字已失效并留存。请重新核对、重新签字。
inspection-print-for-hand = 打印手签
inspection-finalised = 记录已定稿，请把一份交给被检查单位。
inspection-finalised-report = 记录已定稿，拒签情况报告已一并生成。
inspection-record-final = 记录已定稿
inspection-finalised-at = 定稿时间
inspection-again = 记录有误，重新签字…
inspection-again-reason = 原因
inspection-again-hint = 改动了什么；原文书照样保存
inspection-read-wide = 整页核对
inspection-read-narrow = 返回
inspection-read-when = 检查时间：{ $first }至{ $last }
inspection-read-line = 第{ $number }项　{ $label }
inspection-read-serious = { $line }（严重）
inspection-read-unchecked = 第{ $number }项未检查：{ $why }

## What entries are called

entry-other = 其他记录
entry-inspection-assigned = 任务下达
entry-inspection-paper-voided = 文书作废
entry-inspection-number-reserved = 预留文书编号
entry-notice-check-approved = 批准检查
entry-notice-check-orally-approved = 口头批准检查
entry-notice-check-approval-made-up = 补批检查
entry-notice-issued = 告知单定稿
entry-notice-served = 告知单送达
entry-notice-trip-prepared = 打印外出文书
entry-inspection-papers-printed = 印制外出文书（逐页编码）
entry-inspection-page-returned = 纸质文书收回一页
entry-inspection-page-chosen = 选定纸质文书的图片
entry-inspection-printed-closed = 注销未用的外出文书
entry-check-arrived = 到场登记
entry-check-sheet-opened = 打开检查表
entry-check-sheet-saved = 检查表存入案卷
entry-check-photo-added = 添加照片
entry-check-finished = 现场检查结束
entry-check-unable = 记为未能检查
entry-signature-unit-stated = 记录单位意见
entry-signature-signed = 签名
entry-signature-record-sent = 记录送出签字
entry-signature-record-returned = 签字页返回
entry-signature-report-seen = 阅看拒签情况报告
entry-check-department-recorded = 部门记录
entry-check-department-signed = 部门记录已签字
entry-check-department-reported = 部门报告
entry-check-department-disclosed = 部门已公示
entry-lead-numbered = 线索编号
entry-signature-record-finalised = 检查记录定稿
entry-signature-reopened = 重新签字
entry-dossier-handed-over = 移交经办
entry-dossier-taken = 接办
entry-dossier-taken-over = 接办他处案卷

## Evidence

inspection-evidence = 证据
inspection-evidence-count = 证据 { $count }
inspection-photos-saved = { $count } 张照片，{ $state }
inspection-notice-service = 告知送达

# The day a team plans within the period of the plan, and arriving outside of it.
period-plan = 排定检查日…
period-planned = 计划{ $month }月{ $day }日检查
period-title = 排定检查日
period-within = 检查组在计划的检查时段（{ $period }）内自行排定；留空为不排定。
period-day-hint = 哪一天去
period-keep = 保存检查日
period-kept = 检查日已保存，工作台按这一天排列。
period-outside = 到场的这一天不在计划的检查时段（{ $period }）内。仍可登记，请写明原因，原因记入到场登记。
period-outside-hint = 为什么在检查时段以外检查
period-outside-missing = 不在检查时段内，请写明原因。
period-came-outside = 不在计划的检查时段（{ $period }）内
refused-day-begun = 排定检查日：已到场登记，不能再排定。到场时间以登记为准。
refused-day-outside = 排定检查日：这一天不在计划的检查时段（{ $period }）内，没有保存。请选时段内的一天；确需在时段外检查的，到场登记时写明原因。
refused-day-over = 排定检查日：这一天已经过去，没有保存。请选今天或以后的一天。
