# Reading back, handing the laptop over to sign, who the second officer is, papers signed by hand, service.

## Read back

read-screen-short = 大字核对
read-aloud-short = 当场宣读
read-aloud-away = 通话宣读
read-paper-away = 送交阅看
branch-on-site-away = 答复人签字
read-paper-short = 打印交阅
inspection-read-done = 已核对 { $time }（{ $how }）
inspection-read-changed = 核对后有改动，须再核对
inspection-objected = 选项号
inspection-objected-one = 第{ $line }项
inspection-objected-some = 第{ $lines }项
inspection-objected-whole = 整份记录
inspection-own-words = 本人陈述
inspection-own-words-hint = 对方要求记入的原话，没有的不填
inspection-authority = 签字依据
inspection-authority-hint = 岗位职责、授权委托书，或负责人电话授权（时间）
reading-officers = 执法人员及证件号码
reading-fact = 检查发现
reading-basis = 依据
reading-asked = 处理意见
reading-unchecked = 没有检查的项
reading-where = 第 { $place } 页，共 { $count } 页
reading-read-at = 已读 { $time }
reading-before = 上一页
reading-next = 看过了，下一页
reading-finish = 全部核对完
reading-contrast = 换对比度
reading-own-words = 还有什么要写进记录的
reading-own-words-how = 按本人的原话记下，没有的不填。
reading-own-words-hint = 由本人说、执法人员记，或由本人填写

## The laptop in other hands

signing-hand-over = 全屏交给对方签字
signing-hold-back = 工作人员按住 2 秒返回（或按住 Esc）
signing-ask = 请{ $name }核对文书后签名
signing-ask-words = 文书可以上下翻看。请本人用手写笔、手指或鼠标在框内书写全名；没有看清的，先不要签。
signing-done = 写好了
signing-undo = 退一笔
signing-left-hand = 左手书写
signing-right-hand = 右手书写
signing-thanks = 签名已写好，请把电脑交还工作人员。

## Who signs

identity-who = 核对本人
identity-pin-short = 本人口令
identity-certificate-short = 执法证照片
identity-pin-hint = 本人口令
signing-known-first = 签字送达：请先核对签名的执法人员本人，再交其签字。
signing-on-paper = 纸上签

## Signed by hand on paper

signing-late = 整份已在纸上签好…
signing-late-at = 手签时间
signing-late-hint = 例如 11月20日 15:06
signing-late-do = 拍照补录
signing-late-time = 补录手签文书：没有写签字的时间。请填写纸上签字的实际时间，再选照片。

## Changed after signing

signing-restore = 恢复到签字时的内容
signing-restored = 已恢复到签字时的内容（{ $count } 项），原签字继续有效。

## Service

service-title = 送达
service-way = 送达方式
service-refusal = 拒收事由
service-refusal-hint = 谁拒收，所述理由
service-photo = 送达照片
service-post-number = 邮件号
service-post-hint = 挂号信或快递单号
service-delivered-hint = 签收日期
service-address = 发往
service-address-hint = 对方确认的邮箱、手机号或账号
service-consent = 受送达人已同意
service-when = 送达时间
service-when-hint = 空着为现在
service-register = 登记送达
service-again = 再次登记
service-open = 待送达
service-on-way = 邮寄中，待回执
service-done = 送达已登记。
service-receipt-do = 出送达回证
service-receipt-done = 送达回证已出（{ $number }），请打印后由收件人签名。

entry-signature-read-back = 核对记录
entry-signature-paper-served = 登记送达
entry-signature-receipt-issued = 出送达回证

sent-title = 送出签字
sent-note = 不到现场的，把记录送给对方核对、写意见并签字；返回后在这里登记，执法人员再签。
sent-way = 怎样送
sent-address = 送到
sent-address-hint = 电子邮箱、平台账号或邮寄地址
sent-do = 送出并打开文件
sent-done = 已登记送出，文件已打开，请发给对方。
sent-file = 待签的检查记录 { $subject }
sent-when = 已于{ $at }以{ $way }送出：{ $to }。返回后先在上面照签字页填写意见和签字人，再附上页面。
sent-pages = 返回的页面
sent-signed-at = 签字时间
sent-take = 登记返回的签字页
sent-taken = 返回的签字页已登记，请执法人员签字。
sent-again = 重新送出
pages-hint = 每页一张，按顺序添加
pages-count = { $count } 页
pages-nth = 第 { $number } 页
