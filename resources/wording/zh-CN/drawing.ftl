# Sentences of what people do in a draw.
error-draw-missing = 抽取：本机没有这次抽取。请联网同步后再打开。
refused-draw-exists = 名单规则：这份计划已有一次抽取。需要重来的，请先作废并写明原因；作废记录一并保存。
refused-categories-open = 名单规则：检查对象名录库还有{ $count }家没有分类，不能封存。请在“一单两库”里选中后归类。
refused-event-past = 封存公布：随机号码的产生时间必须在封存之后。请把时间改到现在以后。
refused-event-unknown = 封存公布：没有选随机号码的产生方式。请从列表中选一种。
refused-event-open = 随机号码：还没有到封存时约定的时间，号码尚未产生。请到时间后再录入。
refused-few-officers = 名单规则：可参加检查的执法人员只有{ $count }名，不够每组{ $size }人。请补录人员或核对证件有效期。
refused-anchor-late = 封存公布：号码产生以后不能再登记见证。已登记的照样有效。
refused-anchor-empty = 封存公布：没有写明由谁见证。请写明，例如“县司法局 孙丽 抄录前16位”。
refused-draw-held = 随机号码：第{ $number }次抽取已经完成，号码只用一次。需要重来的，请作废后重新封存。
refused-one-typist = 随机号码：两次录入须由两名不同的人完成。请另一人录入第二遍。
refused-no-matching-now = 分组匹配：有{ $count }家没有可派的检查组。请核对人员区域和回避登记，作废本次后重新封存。
refused-release-early = 发布任务：抽取还没有完成，或任务已经发布。请先录入随机号码。
refused-draw-void = 抽取：这次抽取已经作废。请重新封存一次。
refused-void-released = 作废本次抽取：任务已经发布，不能作废。个别对象或人员的变动请用递补。
refused-void-incomplete = 作废本次抽取：没有写明原因或批准人。请两项都填写；作废记录一并保存并公开。
refused-publish-early = 抽取公开：本任务还有{ $count }家没有检查完。全部检查结束后再公开名单、号码和抽取记录。
