# 检查表: what acts on check tables refuse, and the page that brings them in.
error-form-missing = 检查表：找不到这一版。请刷新后再选。
error-form-file = 检查表文件：“{ $file }”读不出来。请确认文件还在、没有被别的程序占用，再选一次。
refused-form-large = 检查表文件：“{ $file }”超过{ $most } MB，没有读取。请把图片等无关内容移出后再导入。
refused-form-problems = 检查表：还有{ $count }处问题，改正前不能生效。请按“问题”逐处在原表改正，再导入一次。
refused-form-version = 检查表：“{ $title }”已有版本“{ $version }”。请另写一个版本号；内容没有变的，不必再导入。
refused-form-reason = 检查表：没有写明理由。请写明依据或原因，例如“标准修订”“按检查情况增删”。
refused-form-day = 检查表：“{ $day }”不是日期。请写成 2026-11-20 的样式。
refused-form-until = 检查表：截止日{ $last }早于起始日{ $first }。请把截止日改到起始日之后，没有截止日的留空。
refused-form-overlap = 检查表：与“{ $title }”{ $version }版的时段（{ $first }至{ $last }）重叠，同一天只能有一版。请先调整该版时段，或改起始日。
refused-form-withdrawn = 检查表：“{ $title }”{ $version }版已停用，不能再改。请导入新的一版。
refused-form-none = 检查表：编号“{ $form }”的检查表在{ $day }没有生效的版本，不能开始检查。请执法监督股在“一单两库—检查表”导入或调整时段，再同步。
refused-form-not-here = 检查表：“{ $title }”{ $version }版的内容还没有传到本机。请联网同步一次，再打开；已填的内容都在。
