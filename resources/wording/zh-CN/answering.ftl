# Answers to the questions of a check table, by kind of question.
answering-required = 必答
answering-guidance = 指引
answering-clear = 清空
answering-quote = 引用
answering-phrase = { $shortcut } { $text }
answering-open = 待填写
answering-blank = 未填
answering-open-questions = 待填写 { $count }
answering-progress = 已判 { $judged } / 共 { $total } 项
answering-add = ＋ 增加：{ $what }
answering-add-keys = 空格增加，回车继续
answering-remove = 移除
answering-open-address = 打开网址
answering-digits-only = 这里只能写数字和 + - . 号。
answering-whole-number = 这里只能写整数。
answering-scan-here = 扫码枪扫入，或直接输入
answering-from-picture = 从图片识别…
answering-year-hint = 例如 2026
answering-month-hint = 例如 2026年11月
answering-time-hint = 例如 14:05
answering-today = 今天
answering-now = 现在
answering-year = { $year }年
answering-month = { $year }年{ $month }月
answering-time-unreadable = 时间写法看不懂。请写成 14:05 或 1405。
answering-moment-unreadable = 日期或时间不全。请写全日期和时间，例如 2026年11月20日 14:05。
answering-none-chosen = 未选
answering-off-scale = 不在刻度上。请在 { $least } 到 { $most } 之间按刻度填写。
answering-find-choice = 输入文字查找
answering-acknowledge = 已阅读并确认
answering-take-order = 按此顺序
answering-up = 上移
answering-down = 下移
answering-rank-keys = 拖动，或 Ctrl+↑↓
answering-latitude = 纬度
answering-longitude = 经度
answering-accuracy = 精度
answering-paste = 粘贴
answering-place-unreadable = 坐标看不懂。请写成度的小数，例如纬度 35.574、经度 114.517。
answering-points-hint = 每行一个点，例如 35.574 114.517
answering-points-wanting = 点数不够。请至少写 { $count } 个点，每行一个。
answering-choose-file = { $kind ->
    [image] 选择照片…
    [audio] 选择录音…
    [video] 选择录像…
   *[other] 选择文件…
}
answering-mark = 标注…
answering-take-back = 撤去
answering-kept = 已存本机 · { $digest }
answering-keep-signature = 存入签字
answering-acknowledged = 已确认
answering-point = { $north }, { $east }（精度 { $off } m）
answering-points = { $count } 个点
answering-instance = { $label } { $number }
answering-language = 语言
answering-own-language = 原文
answering-removed = 已移除“{ $what }”及其中的填写内容。
answering-undo = 恢复
answering-lacking = 还没有填写。请填写后再结束检查。
answering-signature-name = 签字
