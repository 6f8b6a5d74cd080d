# 按钮灰着的原因：说清为什么、怎样就能用
greyed-away = 这份案卷现在不在本机经办，只能查看；接办后才能修改。
greyed-final = 记录已定稿，各项只能查看；要改，请到“签字送达”写明原因重新签字。
greyed-no-ink = 还没有签名：请{ $name }在手写板上签名，或拍下纸上的签名。
greyed-not-known = 还没有核实本人：请{ $name }输入自己的密码，或拍下执法证。
greyed-no-reason = 填写原因后才能继续。
greyed-withdrawn = 这张照片已经撤下，只能查看。
greyed-nothing-drawn = 还没有在照片上画标注。
greyed-unchanged = 归属和说明没有改动。
greyed-no-page = 请先在表中选一页。
greyed-page-unfiled = 这一页还没有归到文书，没有可看的页面。
greyed-page-filed = 这一页已经归好，不用再归。
greyed-page-single = 这一页只有一张照片，不用挑选。
greyed-pad-empty = 请先在上面签名。
greyed-first-page = 已经是第一页。
greyed-notice-open = 告知还没有定稿，不能打印；先确认定稿。
greyed-printing = 正在打印，请稍候。
greyed-serious = 检查时已判定为重大事故隐患，这里不能取消。
