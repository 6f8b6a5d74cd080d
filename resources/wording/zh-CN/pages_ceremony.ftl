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
draw-figure-by-class = 见下表
draw-about = 约 { $count }
draw-groupings = 可参加的执法人员 { $officers } 名，分 { $groups } 组，每组 { $size } 人，一共有 { $count } 种分法。
draw-groupings-few = 人员少，分组的随机余地很小。
draw-groupings-one = 分组没有随机可言，随机的只有检查对象和派给哪一组。
