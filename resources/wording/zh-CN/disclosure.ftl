# Entry on platforms, review, publication.

month-day = { $month }月{ $day }日

## Words of the page and of the public record

public-subject = 检查对象
public-code = 统一社会信用代码
public-item = 检查事项
public-result = 检查结果
draw-type-directed = 定向
draw-type-undirected = 不定向
explain-clean = 未发现问题
explain-paper = 已下达《{ $title }》{ $number }
place-entry-sheet = 人工录入
place-upload = 上传
place-shared-by-platform = 由省平台共享
place-site = 本局公示
sheet-number = 平台编号
sheet-entered-on = 录入日期
sheet-entered-by = 录入人（签名）：

## Review

review-title = 信息名称
review-title-is = 双随机抽查结果：{ $subject }
review-title-other = { $type }结果：{ $subject }
review-content = 公开内容
review-item = { $item }：{ $result }
review-fields = 公开字段
review-places = 公开渠道
review-basis = 公开依据
review-basis-is = 《政府信息公开条例》第十四条、第十五条、第二十六条
review-held = 不公开的内容
review-questions = 审查事项
review-answers = 是否涉及国家秘密：否；是否涉及商业秘密：否；是否涉及个人隐私：否；公开后是否危及国家安全、公共安全、经济安全、社会稳定：否。
review-opinion = 审查意见
review-agrees = 经审查，同意公开。
draft-opening = { $bureau }按照“{ $plan }”，对“{ $task }”（任务编号{ $number }）开展了“双随机、一公开”抽查，现将抽查结果公示如下。
draft-title-other = 检查结果公示稿
draft-opening-other = { $bureau }对{ $subject }开展了检查（检查类型：{ $type }），不由随机抽取产生，现将检查结果公示如下。
held-field = 不在公开字段清单内
held-name = 人员姓名
held-telephone = 电话号码
held-identity = 身份证号

## Refusals

error-place-missing = 录入公示：这里还没有登记过录入，不能登记退回。请先登记已录入。
error-publication-missing = 录入公示：这次检查还没有作公开审查。请先审查。
refused-results-early = 录入公示：现场检查还没有结束，没有结果可以录入。请先结束检查，或登记“未能检查”。
refused-results-unapproved = 录入公示：检查报告还没有批准，不能录入公示。请先办完审核审批。
refused-results-items = 录入公示：检查结果须逐个事项填写，还有事项没有填。请补齐后保存。
refused-results-missing = 录入公示：还没有选检查结果。请先选检查结果和后续处置。
refused-result-code = 录入公示：“{ $item }”没有选检查结果。请从结果列表中选一种。
refused-followup-code = 录入公示：“{ $item }”没有选后续处置。请从列表中选一种。
refused-result-clean = 录入公示：“{ $item }”检查表中有“不符合”的项，不能选未发现问题的结果。请另选结果；判定有误的，先更正检查记录。
refused-followup-clean = 录入公示：“{ $item }”没有发现问题，不能选针对问题的处置。请选“无需后续处置”。
refused-entered-on = 录入公示：日期晚于今天，或早于检查结束。请填写实际日期。
refused-entered-proof = 录入公示：没有填平台编号，也没有截图。请填写平台给出的编号，或添加截图。
refused-returned-reason = 录入公示：没有写平台退回的原因。请照平台所示填写。
refused-held-back = 公开审查：“{ $field }”中有{ $what }，不得公开。请改正后再审查。
refused-review-role = 公开审查：当前登录人不能作公开审查。请由{ $role }登录审查，或登记手签的审查表。
refused-review-own = 公开审查：{ $officer }参加了本次检查，不能由本人审查。请由其他人审查。
refused-review-scan = 公开审查：登记手签审查表须添加照片。请拍下签好的审查表后再登记。
refused-publish-unreviewed = 提交公示：还没有作公开审查。请先审查，再公示。
refused-publish-changed = 提交公示：审查之后内容有改动。请重新审查，再公示。
refused-published-already = 提交公示：这次检查的结果已经公示。需要改动的，请更正或撤下。
refused-not-public = 录入公示：这次检查的结果现在没有公示，不能更正、撤下或修复。请先公示。
refused-disclosure-reason = 录入公示：没有写原因。更正、撤下的原因会一直公开，请写明。
