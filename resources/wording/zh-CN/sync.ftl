# Sentences of the exchange with headquarters: enrolment, rounds, and why an entry was set aside.

## Why an entry was set aside

set-aside-follows = 它接在另一条已另存待核的记录之后
set-aside-not-next = 局服务器上这份案卷已有另一条记录在先
set-aside-not-holder = 录入时案卷已不在本机经办
set-aside-not-in-tray = 接办时案卷不在待接办中，或已由他人接办
set-aside-not-allowed = 接办他人案卷须由执法监督股办理
set-aside-unreadable = 局服务器读不出这条记录的内容
set-aside-revoked = 本机已由局停用
set-aside-restored = 本机数据从旧备份恢复，恢复后录入的内容与局服务器上的不衔接

## The connection

error-no-answer = 数据同步：连不上局服务器。数据都在本机，联网后自动上传；急需上报的，可导出数据包交执法监督股。
error-not-headquarters = 数据同步：当前网络返回的不是局服务器的应答，可能需要先在浏览器里登录上网。数据都在本机，登录后自动上传。
error-headquarters-troubled = 数据同步：局服务器暂时不能处理。数据都在本机，稍后自动再试；长时间如此的，请联系执法监督股。
error-headquarters-answer = 数据同步：局服务器的应答无法识别（{ $status }）。数据都在本机；请升级程序，或联系执法监督股。
error-exchange-damaged = 数据同步：收到的数据不完整，没有采用。请稍后再同步一次；再次出现的，请联系执法监督股。
error-identity-changed = 数据同步：局服务器的公钥与登记时的不同，又没有由原公钥签名的交接，没有采用。数据都在本机；请与执法监督股核对公告上的公钥指纹，用新的登记码重新登记。
error-exchange-signature = 数据同步：应答的签名与登记时的局服务器不符，没有采用。数据都在本机；请联系执法监督股核对。
error-receipt-other = 数据同步：收到的回执与本机上传的内容不符，没有采用。数据都在本机；请联系执法监督股核对。
error-log-unknown-entry = 数据同步：局服务器提到一条本机没有的本机记录。请在“关于本机”导出诊断信息，交执法监督股核对。
error-log-differs = 数据同步：局服务器的记录与本机以前读到的不一致。数据都在本机；请联系执法监督股核对。
error-request-signature = 数据同步：局服务器不认可本机的签名。数据都在本机；请联系执法监督股重新登记本机。
error-not-enrolled = 数据同步：本机尚未在局服务器登记。请向执法监督股领取登记码后登记。
refused-not-enrolled = 数据同步：本机尚未在局服务器登记。请向执法监督股领取登记码后登记。
refused-round-running = 数据同步：同步正在进行。请等它完成，或先停止再重试。
sync-stopped = 数据同步：已停止。已经上传和收到的内容都在，下次从停下的地方继续。

## Steps of a round

sync-greeting = 正在联系局服务器
sync-sending = 正在上传记录
sync-fetching = 正在接收记录
sync-evidence = 正在上传照片
sync-comparing = 正在与局服务器核对

## What headquarters refused

rejected-forked = 数据同步：本机数据与局服务器上的不衔接，可能从旧备份恢复过。请再同步一次，程序会自动接续。
rejected-gap = 数据同步：局服务器缺少前面的数据包。请再同步一次；导入数据包的，请按编号依次导入。
rejected-log-shorter = 数据同步：局服务器的记录比本机读到的少。请再同步一次；再次出现的，请联系执法监督股。
rejected-clock = 数据同步：本机时间与局服务器相差过大。请校正本机日期和时间后再同步。
rejected-replayed = 数据同步：局服务器收到了重复的请求。请再同步一次。
rejected-unknown-life = 数据同步：局服务器不认识本机。请向执法监督股领取登记码，重新登记。
rejected-revoked = 数据同步：本机已由局停用，不再接收数据。本机内容仍可上传另存，请联系执法监督股。
rejected-not-cited = 证据：局服务器上还没有引用这份材料的记录。请先同步记录，再上传材料。
rejected-offset = 证据：上传进度与局服务器不一致。请再同步一次，从正确的位置继续。
rejected-spoilt = 证据：上传的材料与登记时的内容不一致，局服务器没有采用。请再同步一次。
rejected-not-read = 数据同步：局服务器读不出这个数据包。请再同步一次；再次出现的，请联系执法监督股。
rejected-too-large = 数据同步：这个数据包超过局服务器的上限。请联系执法监督股。
rejected-code-used = 本机登记：登记码不能使用。请向执法监督股领取新的登记码。

## Enrolment, devices and numbers

error-code-misspelt = 本机登记：登记码有误或不完整。请对照原码重新录入，空格和横线可以不录。
refused-code = 本机登记：登记码不存在、已过期或已用过。请向执法监督股领取新的登记码。
refused-life-known = 本机登记：这个登记编号已由另一台电脑使用。请向执法监督股领取登记码，重新登记。
error-person-unknown = 本机登记：人员名录里没有 { $person }。请先登记人员和岗位，再发登记码。
error-device-unknown = 设备停用：没有编号为 { $device } 的设备。请核对设备编号。
refused-revoke-reason = 设备停用：没有写明原因。请写明，例如“电脑遗失”。
refused-numbers-device = 文书编号：这次领号不是本机提出的。请联网后重新领取。
handover-signed = 新公钥已由原公钥签名，各台电脑下次联网时自动采用。原公钥已从本机删除；备份里的也要销毁，并在公告上印出新指纹。
handover-lost = 原公钥已声明遗失或者泄露。各台电脑须用新的登记码重新登记；请立即在公告上印出新指纹，读者只能凭公告核对。
refused-handover-clock = 公钥交接：本机时间早于上一次交接。请先校准局服务器的时间。
error-identity-unreadable = 局服务器：身份文件打不开或内容不完整（{ $path }）。请从备份恢复该文件；不要新建，否则各台电脑须重新登记。
refused-site-unready = 公示网站：本程序未包含公示网站的生成部分。请安装完整版本后再发布。
refused-service-start = 局服务器：服务没有在 { $seconds } 秒内启动。请查看日志，确认端口没有被占用后再试。
refused-stick-room = 导出数据包：所选位置的空间不够，需要 { $needed } MB，只有 { $free } MB。请腾出空间，或换一个 U 盘。
refused-stick-new-life = 导出数据包：本机数据恢复后还没有与局服务器联系过。请先联网同步一次，再导出数据包。
