# Opinion, signature or note, proof, and how a paper was served.

## The order on the page

sign-order-read = 核对
sign-order-opinion = 被检查单位写意见
sign-order-sign = 签字或注明
sign-order-witness = 见证人
sign-order-officers = 执法人员
sign-order-officers-note = 两人，最后签，签的是含注明的全文

## Opinion of the unit

opinion-agrees = 以上记录已核对，情况属实
opinion-objects = 有异议：（写明第几项、什么异议）

## Signed, sealed or noted

branch-principal = 负责人签字
branch-seal = 加盖公章
branch-on-site = 现场负责人签字（姓名、职务）
branch-refused = 拒绝签字（注明原因）
branch-unavailable = 无法签字或盖章（注明原因）
note-refused = 被检查单位{ $post }{ $name }阅后拒绝签字，理由：{ $reason }。

## Proof beside a note

proof-witness = 见证人签名（姓名、单位）
proof-photo = 现场照片
proof-recorder = 执法记录仪录像（设备号、文件号、起止时间）
proof-none = 当时无法取得佐证（写明原因）

## Service

service-direct = 直接送达
service-left = 留置送达（拒收事由、日期）
service-post = 邮寄送达（单号）
service-electronic = 电子送达（受送达人已同意）
refusal-report = 拒签情况报告

## On the page

sign-caption = 签字以右侧文书为准；签后改动的，签字失效，须重新签字。
chip-signed-at = 已签 { $time }
