# Approval of reports: what deserves attention, who decides, refusals.

## 请留意

hints-title = 请留意
hint-text-here = 第{ $line }项与第{ $other }项文字相同。
hint-text-elsewhere = 第{ $line }项与{ $date }检查“{ $subject }”的第{ $other }项文字相同。
hint-photo-here = 第{ $line }项的照片与第{ $other }项是同一张。
hint-photo-elsewhere = 有一张照片与{ $date }检查“{ $subject }”时的照片是同一张（第{ $line }项）。
hint-time = { $lines }项用时{ $hours ->
    [0] { $minutes }分钟
   *[other] { $hours }小时{ $minutes }分
 }。
hint-hurried = { $lines }项用时{ $hours ->
    [0] { $minutes }分钟
   *[other] { $hours }小时{ $minutes }分
 }，平均每项不到20秒，请核对是否逐项查看。
hint-agrees = 被检查单位已签字，意见“情况属实”。
hint-objects = 被检查单位有异议：{ $words }
hint-refused = 被检查单位拒绝签字，注明的原因和佐证见现场检查记录。
hint-unsigned = 被检查单位未能签字或盖章，注明的原因见现场检查记录。

## The queue

queue-report = 检查报告
queue-check-approval = 检查审批 · 紧急检查待补批
queue-order = 已批准 · 待下达整改
queue-clean = 未发现问题
queue-violates = { $count }项不符合
queue-own = 本人参加的检查，转{ $deputy }审批
decision-agreed = 同意
decision-returned = 退回修改
decision-passed-on = 本人参加检查，已转下一级
approval-by-hand = 手签

## Refusals

refused-not-submitted = 审核审批：检查报告还没有提交，不能审批。请等执法人员提交，退回的等修改后再次提交。
refused-result-decided = 审核审批：本次检查结果已经批准，不用再批。
refused-result-level = 审核审批：现在应由{ $role }审批，当前登录人没有这个职责。请由{ $role }登录，或打印检查报告手签后登记手签审批。
refused-return-marks = 退回修改：还没有写明哪一处要改。请至少标一处，写明怎样修改。
refused-pass-on = 审核审批：只有参加了本次检查的审批人需要转下一级。请直接同意或退回修改。
refused-by-hand = 登记手签审批：本局规则不接受手签审批。请由审批人登录后审批。
refused-signed-incomplete = 登记手签审批：审批人、签批时间和手签件照片须齐全，签批时间不能晚于现在。请补齐后再登记。
