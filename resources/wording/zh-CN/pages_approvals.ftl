# 审核审批: the queue, the open item, its decision.

approvals-none = 没有等待审核审批的事项
approvals-none-how = 执法人员提交检查报告、紧急检查待补批时，会按到期先后列在这里。
approvals-none-now = 现在没有待办。
approvals-count = { $count } 件待办
approvals-least = { $days ->
    [0] 最早一件今天到期
   *[other] 最早一件还剩 { $days } 个工作日
}
approvals-least-late = 最早一件已逾期 { $days } 个工作日
approvals-own-rule = 本人参加的检查转下一级审批。
approvals-left = 剩 { $days } 个工作日
approvals-today = 今天补批
approvals-queue-report = 检查报告 · { $names } · { $found }
approvals-queue-check = 检查审批 · { $names }
approvals-offline = 可离线审批，联网后上传

## The open item

approvals-title-report = { $subject }　检查报告
approvals-title-check = { $subject }　检查审批
approvals-title-order = { $subject }　下达整改
approvals-checked = 检查 { $day } { $span }
approvals-submitted = 提交 { $day }
approvals-day = { $month }月{ $day }日
approvals-days = { $first }至{ $last }
approvals-part = 部分
approvals-text = 内容
approvals-part-time = 检查时间
approvals-part-content = 检查内容
approvals-part-findings = 检查情况
approvals-part-evaluation = 评价
approvals-part-proposal = 处理意见
approvals-mark-hint = 怎样修改；不用改的留空
approvals-mark-for = { $part }：怎样修改
approvals-marked = 上次退回：{ $text }
approvals-opinion = 审批意见
approvals-opinion-hint = 可不填
approvals-order-by = 整改文书
approvals-order-officer = 执法人员下达
approvals-order-chief = 股室负责人下达
approvals-so-far = 审批经过
approvals-decided = { $time }　{ $role } { $name }　{ $what }
approvals-check-line = { $task }　任务编号 { $number }
approvals-address = 地址
approvals-category = 类别
approvals-items = 检查事项
approvals-window = 检查时段
approvals-officers = 执法人员
approvals-urgent-reason = 紧急理由
approvals-told-by = 口头批准
approvals-told = { $name }，{ $time }
approvals-order-text = 检查结果已批准，整改文书由股室负责人下达。

## Taking up, waiting, own inspections

approvals-waits-chip = 等待局服务器确认
approvals-waits = 已接办。联网确认后即可审批，内容现在就可以看。
approvals-pending-agree = 已按“同意”。局服务器确认接办后自动登记；在此之前请不要换人或关闭程序。
approvals-pending-return = 已按“退回修改”。局服务器确认接办后自动登记；在此之前请不要换人或关闭程序。
approvals-pending-pass-on = 已选转下一级。局服务器确认接办后自动转出；在此之前请不要换人或关闭程序。
approvals-pending-signed = 手签审批已填好。局服务器确认接办后自动登记；在此之前请不要换人或关闭程序。
approvals-pending-give-back = 已选交回经办人。局服务器确认接办后自动交回；在此之前请不要换人或关闭程序。
approvals-pending-order = 接办得到确认后自动打开“下达整改”。
approvals-own-chip = 本人参加
approvals-own = 本次检查由本人参加，不能由本人审批。请转{ $deputy }；不便上机的，可打印检查报告手签，再登记手签审批。
approvals-own-check = 本次检查由本人参加，不能由本人批准。请交回经办人，送其他负责人审批。
approvals-pass-on = 转{ $deputy }
approvals-give-back = 交回经办人
approvals-make-up = 补批
approvals-cancel = 取消

## 登记手签审批

approvals-by-hand-note = 纸件签好后在此登记
approvals-approver = 审批人
approvals-approver-hint = 签名人姓名
approvals-signed-at = 签批时间
approvals-decision = 意见
approvals-scan = 手签件
approvals-scan-hint = 拍照或扫描，拖到这里，或粘贴
approvals-approver-wanted = 请填写审批人姓名。
approvals-moment-wanted = 请填写签批时间，例如 11月20日 9:30。
approvals-scan-wanted = 请添加手签件的照片或扫描件。

## Done

approvals-done-agree = { $subject }：已同意，已转下一环节。联网后自动上传。
approvals-done-return = { $subject }：已退回修改，已转回经办人。联网后自动上传。
approvals-done-pass-on = { $subject }：已转下一级审批。联网后自动上传。
approvals-done-signed = { $subject }：手签审批已登记。联网后自动上传。
approvals-done-give-back = { $subject }：已交回经办人。联网后自动上传。

## The papers beside

approvals-tab-report = 检查报告
approvals-tab-record = 检查记录
approvals-tab-evidence = 证据 { $count }
approvals-no-evidence = 本次检查没有照片。
approvals-photo-whole = 现场照片
approvals-border = 左右拖动，改变文书的宽度
