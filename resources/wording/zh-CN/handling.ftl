# 处理移送: handing a case over, or telling somebody of it (抄告), and the receipt.

entry-handling-transferred = 处理移送
entry-handling-receipt-taken = 登记移送回执

handling-sent = 待回执
handling-authority = 移送其他部门
handling-justice = 移送司法机关
handling-penalty = 转立案查处
handling-copy = 抄告
receipt-accepted = 已接收
receipt-sent-back = 退回
after-transferred = 处理移送
after-receipt = 移送回执

## Letter

handling-copy-title = 抄告函
handling-to = { $receiver }：
handling-opening = { $date }，本局对{ $subject }（地址：{ $address }）进行检查，查明：
handling-asked = { $reason }。依据{ $basis }，现将本案移送你单位，请依法处理，并将处理结果函告本局。
handling-told = { $reason }。依据{ $basis }，现将有关情况抄告你单位，请依职责处理。
handling-along = 附件：{ $count }件，共{ $pages }页
handling-document = { $name }（{ $pages }页）
handling-receipt = 回执
handling-receipt-case = 今收到{ $bureau }移送的{ $subject }案件材料{ $count }件，共{ $pages }页。
handling-receipt-copy = 今收到{ $bureau }关于{ $subject }有关情况的抄告。
handling-receipt-by = 收件人（签名）：
handling-receipt-unit = 收件单位（印章）：
handling-copies = 本文书一式两份，一份存档，一份交收文单位；回执由收文单位签章后退回。

## Form of approval

handling-cause = 案由
handling-cause-of = { $subject }检查发现的问题
handling-party = 当事人
handling-address = 地址
handling-receiver = 受移送机关
handling-matter = 案情简介
handling-reason = 移送理由
handling-why = { $reason }。依据：{ $basis }。
handling-officers = 承办人员
handling-proposes = 拟办意见
handling-proposed = 拟同意移送。
handling-reviews = 审核意见
handling-decides = 审批意见
handling-signed = 签名：
handling-date = 　　年　　月　　日

## What is proposed

handling-matter-line = { $place }. { $fact }（检查表第{ $line }项）。
handling-proposed-reason-authority = 上述问题不属于本局职权范围，应当由有权机关处理
handling-proposed-reason-justice = 上述行为涉嫌犯罪
handling-proposed-reason-penalty = 上述行为应当立案查处
handling-proposed-reason-copy = 上述情况涉及你单位职责
handling-proposed-basis-authority = 《中华人民共和国安全生产法》第六十九条
handling-proposed-basis-justice = 《中华人民共和国行政处罚法》第二十七条第一款
handling-proposed-basis-penalty = 《中华人民共和国行政处罚法》第五十四条第二款
handling-proposed-basis-copy = 《中华人民共和国安全生产法》第六十九条

## Page

handling-page-new = 移送内容
handling-page-way = 去向
handling-page-receiver = 移送给
handling-page-receiver-hint = 受移送机关全称
handling-page-problems = 移送的问题
handling-page-no-problems = 没有待处理的问题；案情写在下面。
handling-page-matter = 查明的情况
handling-page-reason = 理由
handling-page-basis = 依据
handling-page-documents = 随案材料
handling-page-documents-note = 每行一件，行末写页数，例如“现场检查记录 2页”。
handling-page-approver = 批准人
handling-page-approver-hint = 姓名
handling-page-approved-on = 批准日期
handling-page-approval = 审批表扫描
handling-page-print = 打印审批表
handling-page-issue = 出具{ $title }
handling-page-note = 先打印审批表手签，批准后出具；依据是常用条款，请与本案核对。
handling-page-note-copy = 抄告不改变问题的状态，整改照常进行。
handling-page-done = 《{ $title }》{ $number }已出具，请登记送达后的回执。
handling-page-list = 已移送
handling-page-line = { $way }　{ $receiver }　{ $time }
handling-page-took = { $result }　{ $name }　{ $time }
handling-page-receipt = 登记回执
handling-page-receipt-of = 登记回执　{ $number }
handling-page-result = 回执结果
handling-page-by = 收件人
handling-page-words = 说明
handling-page-words-hint = 退回的写明理由；对方的收文号可写在这里
handling-page-at = 收到时间
handling-page-scan = 回执扫描
handling-page-taken = 回执已登记。
handling-page-more = 再移送
handling-page-cancel = 不移送了
handling-page-nothing = 没有要移送的问题
handling-page-nothing-how = 现场检查判定“不符合”、或者记为拒绝阻碍检查的，在这里移送或抄告有关部门。

## Refusals

error-transfer-missing = 处理移送：没有这次移送，不能登记回执。请先出具移送文书。
refused-handling-person = 处理移送：只有到场的本局执法人员、或结果批准后的审批人可以移送。请由其办理。
refused-handling-way = 处理移送：没有选去向。请选移送其他部门、移送司法机关、转立案查处或抄告。
refused-handling-receiver = 处理移送：没有写移送给哪个单位。请填写受移送机关全称。
refused-handling-matter = 处理移送：没有写查明的情况。请写明时间、地点和事实。
refused-handling-reason = 处理移送：没有写移送理由。请写明为什么由对方处理。
refused-handling-basis = 处理移送：没有写移送依据。请写明法律、法规的名称和条款。
refused-handling-approval = 处理移送：没有写批准人和批准日期。请先打印审批表手签，批准后填写；只是告知情况的，选“抄告”。
refused-handling-approved-later = 处理移送：批准日期晚于移送日期。请对照审批表核对。
refused-handling-documents = 处理移送：没有随案材料。请逐件填写，至少有现场检查记录。
refused-handling-pages = 处理移送：“{ $name }”没有写页数。请在行末写上页数。
refused-handling-problem = 处理移送：选的问题不在清单里，或者已销号、已移送。请重新选择。
refused-receipt-known = 移送回执：{ $number }已登记回执。不用再次登记；要补充的，请添加到证据。
refused-receipt-by = 移送回执：没有写收件人。请照回执填写签收人姓名。
refused-receipt-words = 移送回执：选了“退回”，没有写理由。请照对方的说明填写。
refused-receipt-early = 移送回执：收到时间早于{ $number }的移送时间。请对照回执核对。
