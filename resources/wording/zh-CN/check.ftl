# The visit: arrival, lines, photographs, a visit that could not check.
measure-at-once = 当场改正
measure-deadline = 限期整改
measure-transfer = 移送处理
error-sheet-missing = 现场检查：检查表还没有打开。请先做到场登记。
refused-arrived-already = 到场登记：本次到场已经登记，不用再登记。请直接继续检查。
refused-rights = 到场登记：还没有告知权利和检查纪律。请向对方说明后勾选，再开始检查。
refused-question-open = 现场检查：“{ $label }”还没有填写。请填写后再结束检查。
refused-question-invalid = 现场检查：“{ $label }”填写的内容不合要求。{ $message }。
check-answer-unfit = 请对照填写要求改正后再结束检查
refused-photo-large = 添加照片：“{ $name }”超过{ $megabytes }MB，没有存入。请选手机拍的照片；录像请用“登记录像”。
refused-photo-pixels = 添加照片：“{ $name }”的像素异常大，没有存入。请换一张手机直接拍摄的照片。
refused-photo-unreadable = 添加照片：“{ $name }”不是照片或已损坏，没有存入。请选 JPG、PNG 格式的照片；已判定的各项都已保存。
refused-unable-branch = 未能检查：还没有选情形。请从列表中选一种。
refused-unable-words = 未能检查：没有写明当时的情况。请写明看到什么、门牌和周边情况。
refused-unable-photos = 未能检查：还没有现场照片。请至少添加一张能看清门牌的照片。
refused-unable-asked = 未能检查：没有写走访对象。请写明问了谁，例如“西关社区居委会 刘桂兰”。
refused-unable-visits = 未能检查：无法联系的，要有两次走访时间。请填写两次走访的日期和时间。
