# The ceremony of a draw in a public meeting: its seats, its papers, the projector.

## Refusals

refused-seats-late = 公开会议：第{ $number }次抽取已经完成或作废，到会人员不能再改。需要说明的，请写在纸质抽取记录上。
refused-seats-empty = 公开会议：主持人、操作人、监督人须写全，并至少有一名见证人。请补填。
refused-seats-overseer = 公开会议：{ $name }同时是操作人和监督人。请另请一人监督。
refused-seats-witness = 公开会议：见证人{ $name }已担任其他角色，或写了两次。请另请一人见证。
refused-seats-few = 公开会议：由见证人密封数字的，须有{ $needed }名见证人，现有{ $count }名。请补填。
refused-list-late = 封存清单：号码产生时间已过，现在打印的清单不能证明先后。请使用已打印的清单。
refused-record-early = 抽取记录：抽取还没有完成，没有可签字的记录。请先录入随机号码。
refused-scan-early = 抽取记录：抽取还没有完成，没有可附的扫描件。请先抽取。
refused-scan-kind = 抽取记录：这个文件不是图片或 PDF。请选择 PNG、JPEG 或 PDF 文件。
refused-scan-unread = 抽取记录：“{ $file }”读不出来。请核对文件后再选一次。

## Papers

draw-paper-nth = 第{ $number }次抽取
draw-list-title = 双随机抽取封存清单
draw-list-foot = 封存码前16位：{ $commitment }。
draw-list-objects = 参加抽取 { $count } 家
draw-list-officers = 参加分组的执法人员 { $count } 名
draw-list-class = { $title }（{ $count }家）
draw-list-number = 编号
draw-list-label = 隐名码（前16位）
draw-list-note = 本清单在随机号码产生之前打印，与封存的名单一致，不公开；公开的只有封存码。清单装入信封密封，抽取后由监督人、见证人当场拆封，与抽取结果核对。
draw-list-order = 各见证人的密封数字依次拼接：{ $parts }。
draw-list-part = 第{ $at }份{ $name }（{ $count }位）
draw-list-envelope = 信封封面
draw-list-envelope-told = 内装第{ $number }次抽取封存清单一份，{ $time }封存。
draw-list-envelope-seal = 请在信封封口处骑缝签名，并在此签名，写明时间。
draw-list-opened = 拆封
draw-list-opened-told = 拆封时间：　　　　年　　月　　日　　时　　分。拆封时封口完好，清单与封存码、抽取结果相符。
draw-paper-unit = 单位
draw-paper-how = 怎样抽取
draw-paper-item = 抽查事项
draw-paper-item-count = 抽取家数
draw-paper-anchor = 佐证
draw-paper-random = 总随机值：
draw-paper-by-rule = { $rule } { $count } 家
draw-paper-verifier = 验算地址：{ $site }。名单和抽取记录文件公开后，任何人可下载重算。
draw-paper-sign-note = 以上记录与现场抽取一致，同一次抽取只有这一个结果。到会人员签名：
draw-paper-sign-date = 日期
draw-figure-register = 抽取库总户数
draw-figure-ratio = 抽取比例
draw-figure-due = 应抽取数
draw-figure-taken = 实抽取数
draw-figure-at = 抽取时间
draw-figure-by-class = 按类
draw-about = 约{ $count }
draw-groupings = 可参加的执法人员 { $officers } 名，分 { $groups } 组，每组 { $size } 人，一共有 { $count } 种分法。
draw-groupings-teams = 检查组 { $count } 个是事先编好的，人员不再打散；随机的是检查对象和派给哪一组。
draw-groupings-few = 人员少，分组的随机余地很小。
draw-groupings-one = 分组没有随机可言，随机的只有检查对象和派给哪一组。

## The ceremony in the operator's window

ceremony-title = 公开会议
ceremony-note = 全程可不联网
ceremony-step-list = 1　先打印封存清单
ceremony-list-first = 号码产生之前先打印。清单列明各家和规则，装入信封，封口处由监督人、见证人骑缝签名；公开的只有封存码。
ceremony-list-printed = { $time } 已打印，原件已存。再按一次得到同一份。
ceremony-print-list = 打印封存清单
ceremony-print-concealed = 打印隐名清单
ceremony-step-seats = 2　到会人员
ceremony-seats-note = 监督人与操作人不能是同一人；见证人最好来自外单位。
ceremony-name-hint = 姓名
ceremony-unit-hint = 单位
ceremony-witness-nth = 见证人 { $number }
ceremony-seats-go = 登记到会人员
ceremony-seats-change = 更改到会人员
ceremony-seats-saved = 已登记到会人员。
ceremony-step-project = 3　投影
ceremony-project = 打开投影
ceremony-project-note = 有第二块屏幕时在那里打开，不显示任何检查对象和执法人员的名称。只有一块屏幕时按 Esc 回到这里录入号码。
ceremony-event-label = 怎样产生
ceremony-event-explained = { $told }。共 { $count } 位数字，由两人分别录入。
ceremony-ways-label = 分组
ceremony-event-sealed = { $people } 名见证人各写 { $count } 位数字（0—9 任意），装入信封密封；全部交齐后当众一起拆开，依次拼接
ceremony-event-thrown = { $count } 个号码，每个都在 { $low } 至 { $high } 之间，每次摇出或掷出一个，可以重复，按先后次序记下
ceremony-event-set = { $count } 个互不相同的号码，在 { $low } 至 { $high } 之间，从小到大写
ceremony-envelopes = 密封数字
ceremony-envelopes-note = 逐份收取并打勾，不拆开。全部交齐后当众一起拆开，再由两人录入。
ceremony-envelope = 第 { $at } 份　{ $name }
ceremony-names = 投影显示或隐去名称
ceremony-scan = 附签字后的抽取记录…
ceremony-scan-choose = 签字后的抽取记录
ceremony-scan-kept = 签字后的抽取记录已存入。
ceremony-file-list = 封存清单{ $number }.pdf
ceremony-file-concealed = 封存清单{ $number }（隐名）.pdf
ceremony-figures = 抽取情况
ceremony-public = 公开和存档
ceremony-public-before = 抽取之前
ceremony-public-commitment = 只公布封存码
ceremony-public-anchor = 见证：{ $anchor }
ceremony-public-nothing = 没有登记见证
ceremony-public-list = 封存清单
ceremony-public-kept = 装入信封，不公开
ceremony-public-printed = { $time } 已打印
ceremony-public-unprinted = 未打印
ceremony-public-after = 抽取之后
ceremony-public-later = 名单、号码和抽取记录在全部检查结束后公开
ceremony-public-early = 名单、号码和抽取记录在发布任务后即可公开
ceremony-public-since = 名单、号码和抽取记录已公开，{ $time }
ceremony-public-record = 抽取记录
ceremony-public-scan = 签字扫描件已存
ceremony-public-unsigned = 签字扫描件未附

## The controls of the projector

ceremony-bar = 投影：第 { $at } 步，{ $phase }
ceremony-bar-count = 　{ $count } / { $total }
ceremony-back = 上一步
ceremony-on = 下一步
ceremony-pause = 暂停
ceremony-go-on = 继续
ceremony-skip = 直接看结果
ceremony-close = 关闭投影
ceremony-speed-slow = 慢
ceremony-speed-middle = 中
ceremony-speed-quick = 快

## The projector

ceremony-window = 公开抽取
ceremony-which = { $bureau } · 第 { $number } 次抽取
ceremony-phase-sealing = 封存
ceremony-phase-event = 产生随机号码
ceremony-phase-typing = 两人录入
ceremony-phase-reveal = 抽取
ceremony-phase-result = 结果
ceremony-listed = 库内 { $register } 家，其中不参加抽取 { $excluded } 家；执法人员 { $officers } 名，分 { $groups } 组
ceremony-sealed-at = { $time } 封存，名单、规则和人员不能再改
ceremony-sealed-next = 随机号码在封存之后产生：{ $event }，{ $time }
ceremony-event-at = { $time } 产生
ceremony-handed = ✓　{ $who }　已交
ceremony-not-handed = ○　{ $who }　待交
ceremony-typing-told = 两人分别录入同一号码，互不可见；有一位不同就不抽取，各自重录
ceremony-waiting = { $who }　待录入
ceremony-typing = { $who }　正在录入　{ $count } / { $places }
ceremony-done = { $who }　已录完　{ $places } 位
ceremony-count = 第 { $count } 家，共 { $total } 家
ceremony-object = 对象 { $number }
ceremony-place = 本类第 { $position } 家，共抽 { $taken } 家
ceremony-before = 已抽出
ceremony-class = { $title }　库内 { $register }，比例 { $ratio }，应抽 { $due }，实抽 { $taken }：{ $numbers }
ceremony-see-pages = 编号见后续各屏
ceremony-class-page = { $title }　第 { $first }—{ $last } 家，共 { $taken } 家：{ $numbers }
ceremony-group = 第 { $number } 组　{ $people } 人　{ $count } 家
ceremony-strength = 抽取对象的可能结果{ $possible }。
ceremony-once = 结果由封存名单和随机号码唯一得出，只此一个；改动任何一处，验算都会发现。
ceremony-keys = → 下一步　← 上一步　Esc 关闭投影
ceremony-unplugged = 投影仪已断开，抽取不受影响，揭晓已暂停。接好后自动恢复投影；也可以在“更多”里选“{ ceremony-project }”，改在本机屏幕上显示。
ceremony-plugged = 投影已转到新接上的屏幕。
ceremony-bar-waiting = 　投影仪已断开
ceremony-keys-pages = 第 { $page } 屏，共 { $pages } 屏　→ 下一屏　← 上一屏　Esc 关闭投影
ceremony-keys-reveal = 空格 暂停　→ 下一家　＋ 快　－ 慢　End 直接看结果　Esc 关闭投影
ceremony-keys-paused = 空格 继续　→ 下一家　← 上一家　End 直接看结果　Esc 关闭投影
