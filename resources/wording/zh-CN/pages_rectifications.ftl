# 整改复查: the list.

rectifications-search = 检查对象、地址、文书编号
rectifications-open = 未办结
rectifications-all = 全部
rectifications-count = { $count } 家
rectifications-sum = { $count } 家在整改，{ $problems } 项问题未销号。
rectifications-sum-late = { $count } 家在整改，{ $problems } 项问题未销号；{ $late } 家整改期限已过。
rectifications-none = 没有要整改的问题
rectifications-none-how = 检查发现的问题列入清单、下达整改后列在这里，按整改期限先后排列。
rectifications-subject = 检查对象
rectifications-paper = 文书
rectifications-problems = 已销号
rectifications-state = 状态
rectifications-due = 整改期限
rectifications-unissued = 未下达
rectifications-ended = { $ended } / { $count } 项
rectifications-late = 已过 { $days } 日
rectifications-recheck = 复查
rectifications-look = 查看
