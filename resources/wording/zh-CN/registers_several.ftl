## Several rows of a register at once

items-bulk = 批量修改…
items-bulk-title = 修改 { $count } 项
items-bulk-note = 没有填的栏不动。已经公布的，按下面的公布日期重新公布；填了最后有效日的，过了那天失效。
items-changed = 已修改 { $count } 项，原内容留在“变更”里。
officers-fields = 专业领域…
officers-fields-title = 标注 { $count } 人的专业领域
officers-fields-hint = 例如：防雷、气象；用顿号分开
kept-bulk = 批量修改…
kept-bulk-title = 修改 { $what }
kept-bulk-go = 修改
kept-bulk-done = 已修改 { $what }，原内容留在“变更”里。
kept-end-several = 终止 { $what }
refused-items-none = 事项清单：没有选中事项，或没有填要改的内容。请先在表中选中，再填写要改的栏。
refused-items-reason = 事项清单：没有写明修改原因。请写明，例如“按2026年清单调整”。

## A register as it stood on a day

as-of-field = 查看某日的名录
as-of-back = 回到现在
as-of-note = { $day }的名录（只读）
as-of-sheet = { $name }{ $day }（只读）
as-of-export = 导出某日的名录…
as-of-export-title = 导出某日的名录
as-of-export-note = 按留痕还原当天结束时在库的全部检查对象，只读，不改现在的名录。
as-of-export-go = 导出
as-of-file = 检查对象{ $day }（只读）
refused-as-of-large = 检查对象：在库 { $count } 家，超过 { $most } 家的名录不能整体还原到某一天。请选中一家，在“变更”里查看当天情况。

## Whether a list is public

list-open = 未公示…
list-older = 改后未公示…
list-public = 已公示…
list-told = 第 { $version } 版于{ $day }在{ $where }公示，{ $by }登记。现在是第 { $now } 版。
list-title = 登记名录公示
list-note = 名录按现在的版本登记为已公示。抽取以前期公示的名录为准。
list-where = 公示位置
list-go = 登记
list-published = 已登记：第 { $version } 版已公示。
ready-public = 名录公示
ready-public-good = { $list }第 { $version } 版已公示
ready-public-older = { $list }公示的是第 { $published } 版，现为第 { $version } 版
ready-public-open = { $list }还没有公示
rule-registers-published-first = 两库公示后方可抽取
refused-list-day = 名录公示：公示日期不能识别。请填写年月日，例如“2026年11月20日”。
refused-list-where = 名录公示：没有写公示位置。请填写网站或公示栏的名称。
refused-list-unpublished = 抽取：{ $list }还没有公示，本局规定以前期公示的名录抽取。请先公示，并在“一单两库”中登记。

## Duty list, review and doubles of items

field-duty_code = 权责清单编号
field-reviewed_by = 审定单位
field-reviewed_on = 审定日期
export-version = 名录版次
item-reviewed = 已审定
items-twice = “{ $title }”（{ $own }）与另一股室清单中的{ $other }同名，请核对是否重复，只公布一项。
refused-item-review-day = 事项清单：“{ $item }”的审定日期{ $review }晚于公示日期{ $day }。清单先审定、后公布，请改正其中一个。
