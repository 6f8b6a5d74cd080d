# Putting problems right: list, advice, order, reinspection. Advice and order share no sentence that says what they are.

## On all papers

fix-unit = 被检查单位：
fix-address = 地址：
fix-on = 存在下列问题：
fix-problem = { $fact }（检查表第{ $line }项）。
fix-unit-signs = 被检查单位负责人（签名）：
fix-signed-on = 日期：
fix-officers = 执法人员（签名）：
fix-certificates = 证件号码：
fix-copies = 本文书一式{ $count ->
    [2] 两
   *[other] { $count }
}份，一份存档，一份交被检查单位。
fix-one-copy = 本文书一份，存档。

## List of problems

list-number = 序号
list-line = 检查表第几项
list-fact = 问题隐患
list-basis = 依据
list-serious = 重大隐患
list-is-serious = 是
list-is-general = 否

## Advice

advice-opening = { $date }现场检查发现，
advice-asks = 整改意见
advice-ask = { $demand }，建议于{ $date }前完成。
advice-report = 请整改完成后将整改情况及照片、票据等材料报送本局，本局将安排复查。
advice-nature = 本意见书是对整改工作的指导意见。

## Order

order-opening = 经查，{ $date }检查时，
order-problem = { $fact }（检查表第{ $line }项），违反了{ $basis }的规定。
order-serious = 其中属于重大隐患的：
order-serious-are = 第{ $numbers }项
order-serious-none = 无
order-commands = 现责令对上述问题限期整改，达到有关法律、法规、规章和标准的要求：
order-demand = { $demand }。
order-deadline = 上述第{ $numbers }项，于{ $date }前整改完毕。
order-warning = 整改期满应当将整改情况书面报告本局。逾期不整改或者整改不到位的，依法予以处罚；整改期间应当采取措施，保证安全。
order-appeal = 对本指令不服的，可以自收到本指令书之日起{ $days }日内向{ $body }申请行政复议，或者自收到本指令书之日起{ $months }个月内向{ $court }提起行政诉讼。复议、诉讼期间本指令不停止执行，法律另有规定的除外。

## Reinspection

recheck-paper = { $date }《{ $title }》{ $number }
recheck-opening = 本局对
recheck-opening-end = 提出的问题进行了复查，意见如下：
recheck-mended = 一、已整改的问题
recheck-not-mended = 二、未整改、未完全整改的问题
recheck-line = { $fact }（检查表第{ $line }项）：{ $result }。{ $words }
recheck-none = 无。
recheck-next = 对未整改、未完全整改的问题，依照有关法律、法规的规定处理。

## What is proposed

demand-proposed = 按{ $basis }的要求整改：{ $label }
demand-proposed-plain = 整改到位：{ $label }

## Refusals

error-problem-missing = 下达整改：清单里没有第{ $number }号问题。请先列入问题隐患清单。
error-fix-paper-missing = 下达整改：没有这份文书，不能登记送达。请先下达。
refused-fix-nothing = 问题隐患清单：检查表没有判“不符合”的项，不用列清单。
refused-fix-early = 下达整改：还没有到场登记。请先到场检查。
refused-fix-person = 下达整改：只有到场的两名执法人员可以当场下达，审批人在检查结果批准后可以下达。请由到场人员下达，或先办完审核审批。
refused-fix-none = 下达整改：还没有选要整改的问题。请至少选一项。
refused-fix-unknown = 下达整改：第{ $number }号问题不在清单里。请从问题隐患清单里选。
refused-fix-closed = 下达整改：第{ $number }号问题已销号或已转处理。请去掉这一项。
refused-fix-demand = 下达整改：第{ $number }号问题没有写整改要求。请写明怎样整改。
refused-fix-due = 下达整改：第{ $number }号问题的整改期限早于今天。请改为今天或以后的日期。
refused-order-basis = 责令限期整改：第{ $number }号问题没有写已核对的依据，不能责令。请核对条文原文后填写依据，或改发整改意见书。
refused-fix-receiver = 下达整改：没有写收件人。请填写签收人姓名；拒收的选“留置送达”并写明事由。
refused-fix-left = 下达整改：选了“留置送达”，没有写拒收事由。请写明拒收人、事由和见证人。
refused-export-missing = 导出文书：这份文书还没有下达，没有可以导出的文件。请先下达。
refused-report-words = 整改复查：没有写企业报来的整改情况。请写明做了什么，有照片的一并添加。
refused-recheck-none = 整改复查：还没有填写复查结果。请逐项填写已整改、部分整改或未整改。
refused-recheck-result = 整改复查：第{ $number }号问题不能复查，或复查结果不在规定的三种之内。请核对后填写。
refused-recheck-words = 整改复查：第{ $number }号问题没有完全整改，没有写明情况。请写明还差什么。
refused-recheck-officers = 整改复查：复查的执法人员不足 2 名。请补录复查人员。
refused-close = 销号：第{ $number }号问题还没有复查为“已整改”，不能销号。请先复查。
