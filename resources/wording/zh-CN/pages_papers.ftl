# 文书案卷: all issued papers.

papers-search = 文书、编号、检查对象、人员
papers-all = 全部
papers-kind = 文书：{ $title }
papers-state = 状态：{ $title }
papers-count = { $count } 份
papers-unserved = { $count } 份须交被检查单位的文书还没有登记送达。
papers-none = 没有文书
papers-none-how = 定稿、下达的文书都列在这里，按下达先后排列；内容与送达时一致，不会重新生成。
papers-tab = 文书
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
