# Sentences of signing in, keys, upgrades, copies and the device's own files.

# PIN and signing in
refused-pin-short = 登录密码：少于{ $shortest }位。请另设至少{ $shortest }位的密码。
refused-pin-short-no-keyring = 登录密码：这台电脑没有可用的系统密钥库，密码至少{ $shortest }位才能保护本机数据。请另设一个，可用一句话。
refused-pin-wrong = 登录：{ $name }的密码不对，还可再试{ $left }次，之后须等待。请核对后再输；忘记密码的，由执法监督股用恢复密钥重设，数据都在。
refused-pin-wrong-slowed = 登录：{ $name }的密码不对，请{ $wait }秒后再试。忘记密码的，由执法监督股用恢复密钥重设，数据都在。
refused-pin-slowed = 登录：{ $name }的密码多次不对，请{ $wait }秒后再试。忘记密码的，由执法监督股用恢复密钥重设，数据都在。
error-person-missing = 登录：本机没有这名人员。请由已登录的人员添加，或改选其他人员。
refused-last-person = 登录人员：{ $name }是本机唯一可登录的人员，不能移除。请先添加另一名人员。
error-keyring-none = 登录：这台电脑没有可用的系统密钥库。请改用至少12位的密码。
error-keyring-locked = 登录：系统密钥库没有打开。请先解锁系统密钥库（重新登录电脑账户），再试一次；本机数据都在。
error-keyring-entry-missing = 登录：系统密钥库里没有{ $name }的密钥，数据文件夹可能是从别的电脑复制来的。请由执法监督股用恢复密钥打开，再重设密码。
pin-hint = 登录密码至少{ $shortest }位。
pin-hint-no-keyring = 这台电脑没有可用的系统密钥库，登录密码至少{ $shortest }位。

# Envelopes and recovery
error-envelopes-missing = 本机存储：这个文件夹还没有设置本机。请先完成本机设置，或选择原来的数据文件夹。
error-envelopes-damaged = 本机存储：密钥文件受损，本机数据没有改动。请从最近的备份取回密钥文件，再打开一次。
refused-envelopes-exist = 本机设置：密钥文件已经存在，没有改动。请直接登录。
refused-recovery-public = 恢复密钥：局里提供的恢复公钥不完整。请向执法监督股重新索取。
refused-recovery-length = 恢复密钥：第{ $given }份应为{ $wanted }个字符，现有{ $found }个。请对照纸件补全四行。
refused-recovery-line = 恢复密钥：第{ $given }份第{ $line }行与纸件不符。请对照纸件重新输入这一行。
refused-recovery-same-half = 恢复密钥：两处输入的都是第{ $half }份。请由另一名保管人输入另一份。
refused-recovery-other-key = 恢复密钥：这两份不是本机所用的恢复密钥。请核对纸件上的日期，换用同一次制作的两份。

# Store, upgrades, copies
error-store-missing = 本机存储：数据库文件不在原处。请从备份恢复，或把移走的文件放回；已上传的记录在局服务器上都在。
error-store-foreign = 本机存储：这个文件不是本程序的数据库，没有改动。请选择本程序的数据文件夹。
refused-store-newer = 本机存储：数据库由更新版本的程序写成（第{ $found }版），本程序只认到第{ $known }版，没有打开、没有改动。请安装新版程序。
refused-upgrade-space = 程序升级：磁盘只剩{ $free }，升级前要留副本，须有{ $needed }。请清理磁盘后再打开；数据没有改动。
refused-device-exists = 本机设置：本机已经设置过。请直接登录；需要添加人员的，由已登录的人员添加。
refused-store-without-envelopes = 本机设置：文件夹里有数据库，没有密钥文件。请从备份取回密钥文件，或另选一个空文件夹。
refused-backup-target = 备份：不能覆盖正在使用的文件。请另选一个文件名或文件夹。
error-backup-missing = 备份：找不到“{ $file }”。请核对文件位置。
error-backup-damaged = 备份：“{ $file }”打不开或有缺损，没有采用。请换一份备份；本机现有数据没有改动。
error-disk-io = 本机存储：磁盘读写出错，刚才这一步没有存入；此前已保存的内容都在。请检查磁盘和连接后再做一次。
error-disk-unreadable = 本机存储：数据文件夹读不出来。请检查文件夹权限，或关闭占用它的程序后再试。

# Settings, device lives, clock
error-settings-missing = 本机设置：还没有设置本单位。请先完成本机设置。
error-settings-damaged = 本机设置：设置文件受损。请重新选择本单位和局服务器地址；数据都在。
life-restored = 本机数据是从较早的备份恢复的，已按新的设备编号继续。备份之后的记录请联网取回；取不回的，请对照纸件补录。
life-cloned = 数据文件夹是复制来的，已按新的设备编号继续。原来那一份不要再用。
life-counter-missing = 数据文件夹里缺少设备记录，已按新的设备编号继续。请联网同步一次。
life-told = 局服务器要求本机使用新的设备编号，已经更换。请联网同步一次。
clock-behind = 电脑时间：现在显示{ $now }，而本机在{ $latest }已有记录。请校正电脑时间；时间无误的，写明原因后继续。
refused-clock-reason = 电脑时间：没有写明原因。请写明，例如“上次开机时电脑时间偏快，已校正”。
