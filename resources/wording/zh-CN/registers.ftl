# Sentences of what is done with the registers (一单两库).
error-import-missing = 检查对象导入：找不到这次导入的登记。请联网同步后再看。
error-shelf-missing = 一单两库：这个名录库还没有建立。请由执法监督股先建立。
error-subject-missing = 检查对象：名录库里没有这一家。请刷新后再选。
refused-none-chosen = 检查对象：还没有选中要修改的对象。请先在表中选中。
refused-change-reason = 检查对象：没有写明修改原因。请写明，例如“按2026年9月评定结果”。
refused-role-registers = 一单两库：只有管理名录的股室（一般是执法监督股）可以修改。请用“建议更正”写明，由该股室采纳。
refused-item-incomplete = 事项清单：“{ $item }”缺少主体、对象、内容、依据、方式或检查表，不能公布。请补齐后再公布。
refused-credit-day = 检查对象：没有写明信用等级从哪天起。请填日期，例如 2026年9月1日。
refused-filter-name = 一单两库：没有给常用筛选起名。请写一个名字。
import-gone-reason = 新名录“{ $file }”中已没有这一家
refused-item-day = 事项清单：公布日期“{ $day }”认不出来。请写成 2026-11-30。
