# 文书案卷: all issued papers.

papers-search = 文书、编号、检查对象、人员
papers-all = 全部
papers-kind = 文书：{ $title }
papers-state = 状态：{ $title }
papers-count = { $count } 份
papers-unserved = { $count } 份须交被检查单位的文书还没有登记送达。
papers-none = 没有文书
papers-none-chosen = 选一份文书，在这里查看
papers-none-how = 定稿、下达的文书都列在这里，按下达先后排列；内容与送达时一致，不会重新生成。
papers-tab = 文书
papers-numbers = 编号
papers-export = 导出 PDF
papers-print = 打开打印
papers-dossier = 打开案卷
papers-exported = 已导出
papers-opened = 已打开
papers-paper = 文书
papers-subject = 检查对象
papers-issued = 下达日期
papers-state-head = 状态
papers-unnumbered = 不编号

## Numbers of this device

numbers-left = 本机号段
numbers-next = 下一个：{ $number }
numbers-none = 号段已用完
numbers-left-count = 还剩 { $count } 个
numbers-kind = 文书
numbers-number = 号数
numbers-digits = 只写号数，如 12
numbers-reason = 原因
numbers-wanted = 请先选定文书、案卷，写明号数。
numbers-close-title = 停用编号
numbers-close-note = 打印作废、写坏或用电话告知了他人的编号，在这里停用并写明原因；停用的编号不再使用，缺号有据可查。
numbers-close = 停用
numbers-closed = { $number }已停用，原因已登记。
numbers-told-title = 电话告知的编号
numbers-told-note = 号段用完又无法联网时，由局里用电话告知一个编号（告知人在自己的电脑上停用它），登记后本案这种文书即用此号。
numbers-dossier = 案卷
numbers-dossier-hint = 本机经办的案卷
numbers-told-by = 告知人
numbers-told-go = 登记编号
numbers-taken = { $number }已留给本案使用。
