# Leads (线索核查): what is written into papers and dossiers, and every refusal.

lead-number = 线{ $day }-{ $number }
lead-task = { $source }线索核查
lead-plan = { $source }线索核查（不进入随机抽取）
lead-exempt = { $source }线索核查，不受年度检查频次上限限制（国办发〔2024〕54号）。

way-targeted = 线索核查

lead-founded = 反映情况属实
lead-partly = 反映情况部分属实
lead-unfounded = 反映情况不属实
lead-unable = 无法核实
lead-passed-on = 转送有权处理的部门
lead-no-check = 不需要检查
reply-telephone = 电话答复
reply-letter = 书面答复
reply-in-person = 当面答复
reply-platform = 平台回复
reply-anonymous = 匿名，无法答复

error-lead-missing = 线索核查：没有找到这条线索。请在“数据同步”同步一次再看。
refused-lead-source = 线索核查：没有选线索来源。请在投诉举报、转办交办、部门移送、数据监测、企业申请中选一项。
refused-lead-content = 线索核查：没有写反映的情况。请写明反映什么问题、在什么地方、什么时候。
refused-lead-future = 线索核查：填写的时间还没有到。请核对日期和时间。
refused-lead-subject = 线索核查：没有写检查对象。请在名录库中选一家，名录库没有的，按所反映的名称填写。
refused-lead-started = 线索核查：这条线索已开始核查或已办结，不能再改。请在原案卷中办理。
refused-lead-exempt = 线索核查：没有写不受频次限制的理由。请写明线索来源和核查的必要。
refused-lead-items = 线索核查：没有选检查事项。请在已公布的事项中选一项。
refused-lead-officers = 线索核查：只选了{ $count }名执法人员，检查不得少于{ $least }名。请再选在岗人员。
refused-lead-left = 线索核查：{ $name }已不在岗。请改选在岗的执法人员。
refused-lead-leave = 线索核查：{ $name }正在休假或外出。请改选在岗的执法人员。
refused-lead-certificate = 线索核查：{ $name }的执法证在库内已过期。请改选证件有效的人员，或请执法监督股更新名录库。
refused-lead-related = 线索核查：{ $name }申报过与{ $subject }的回避关系，应当回避。请改选其他执法人员。
refused-lead-closed = 线索核查：线索{ $number }已办结。请查看办结意见。
refused-lead-conclusion = 线索核查：没有选办结结论。请选一项。
refused-lead-words = 线索核查：没有写核查情况。请写明查到什么、怎样处理。
refused-lead-unfinished = 线索核查：对{ $subject }的检查还没有结束。请完成检查，或记录未能检查，再办结。
refused-lead-unchecked = 线索核查：还没有检查，不能认定是否属实。请先核查；不需要检查的，选“转送有权处理的部门”或“不需要检查”。
refused-lead-reply-early = 线索核查：线索还没有办结。请先写办结结论，再登记答复。
refused-lead-reply = 线索核查：答复登记不全。请选答复方式，写明答复对象和答复内容；匿名的写明情况。

notice-title-lead = 检查通知书
notice-opening-lead = 根据{ $task }（线索编号{ $number }），本局决定对
notice-opening-end-lead = （统一社会信用代码：{ $code }）进行检查。本次检查由线索引起，不属于随机抽查，不计入年度检查频次上限。现将有关事项告知如下：
