# What the signature beside a transcript says, and the bureau's published keys.

draw-step-signature = 签名
signed-matches = 签名：相符，文件与签名时一字不差（签名时间 { $time }，自述）。
signed-none = 签名：没有给出签名文件。未证明：见证人、作废、存证、公开的名称等，只凭文件自述。
signed-key = 签名公钥指纹 { $fingerprint }
signed-unknown = 未证明：公钥是谁的。请把指纹与公示网站、纸质抽取记录上印的逐组核对，或另外给出公钥名单、指纹。
signed-pinned = 与给定的指纹相同。
signed-headquarters = 公钥名单（截至 { $day }）：这是局服务器的公钥。
signed-former = 公钥名单（截至 { $day }）：这是局服务器在交接以前的公钥，签名时间在交接之前（时间为自述）。
signed-device = 公钥名单（截至 { $day }）：这是本局一台设备的公钥。
signed-list = 名单由指纹 { $fingerprint } 签名，请与单位公布的逐组核对。
signed-list-pinned = 名单由指纹 { $fingerprint } 签名，与给定的相同，或由给定的交接而来。
signed-lost = 名单声明局服务器从前的公钥 { $fingerprint } 遗失或者泄露，新公钥没有它的签名：须以单位公告上印的新指纹为准。

draw-signature-form = 签名文件不合格式。请从公示网站重新下载抽取记录和签名。
draw-signature-key = 签名文件里的公钥与它的指纹不符。请从公示网站重新下载签名。
draw-signature-file = 签名文件签的不是这个文件，或文件已改动。不要采信，请从公示网站重新下载后再验。
draw-signature-which = 签名文件的单位或编号与抽取记录不同。请核对是不是拿错了签名文件。
draw-signature-wrong = 签名与公钥不符。不要采信，请从公示网站重新下载后再验。
draw-signature-list = 公钥名单不是给定指纹的公钥所签，也不是由它交接而来。请核对指纹，并从公示网站重新下载名单。
draw-signature-missing = 给了公钥，抽取记录旁却没有签名文件。请从公示网站下载同名的签名文件。
draw-signature-unlisted = 签名的公钥已停用，或不在截至 { $day } 的公钥名单里。请下载新的名单，或向公示单位查询。
draw-signature-lost = 签名的公钥已声明遗失或者泄露，它签的一律不能采信。请从公示网站重新下载抽取记录和签名。
draw-signature-handed = 签名的公钥已经交接停用，签名时间却在交接之后。不要采信，请从公示网站重新下载抽取记录和签名。
draw-signature-other = 签名的公钥不是给定的那一把。不要采信，请与公示单位核对；由设备签名的，请同时给出公钥名单。
error-keys-form = 公钥名单：文件不合格式。请从公示网站重新下载。
error-keys-chain = 公钥名单：局服务器公钥的交接不相接，或签名不符。请从公示网站重新下载。
error-keys-signature = 公钥名单：它自己的签名不符，可能被改动过。请从公示网站重新下载。
refused-draw-key = 签名：给出的公钥指纹不是 32 位（或整个公钥 64 位）十六进制数字。请照公示网站或纸质抽取记录上印的重新输入。
refused-draw-signature-several = 签名：一个签名文件只能配一份抽取记录。请一次只验一份，或把签名文件放在各份记录旁。

## On the site

site-file-vector-signature = 算例的签名文件，用公开的试验密钥签成
site-file-vector-keys = 算例的公钥名单，内有一次公钥交接，用公开的试验密钥签成
site-signature-file = 下载签名
site-key = 签名公钥
site-key-fingerprint = 公钥指纹
site-key-former = 从前的公钥
site-key-gave-way = { $time } 为下一把公钥签名后交接，此后不再使用。
site-key-lost = { $time } 声明遗失或者泄露；它签的一律不能采信，新公钥请与公告上印的核对。
site-key-list = 公钥名单
site-key-note = 抽取记录旁的签名文件（同名，以 .sig.json 结尾）盖住抽取记录的每一个字节。指纹须与纸质抽取记录上印的逐组核对：只从本网站取得指纹，不能发现网站被人改换。
site-papers-key-note = 名单由局服务器签名，公钥指纹如上，请与纸质抽取记录上印的逐组核对。
site-proven-3 = 抽取记录旁的签名与公钥相符时，另能说明：见证人、作废、存证、公开的名称等没有被封存码盖住的内容，也与本局签名时一字不差。没有核对签名的，这些只凭文件自述。

## On papers

draw-paper-key = 公示的抽取记录旁有签名文件，签名公钥指纹应为 { $fingerprint }，验算时逐组核对。

## In the window

draws-file-signed = 已存为“{ $file }”，本机的签名在旁边的“{ $signature }”，两个文件要放在一起。

## 验算 in the window

verify-title = 验算抽取记录
verify-lead = 按封存的名单和随机号码重新计算，并核验记录旁的签名，与公示网站上的验算程序判断相同。
verify-choose = 选择文件
verify-choose-note = 选公示网站下载的抽取记录，旁边同名的签名文件（.sig.json）和公钥名单（keys.json）会自动找到，也可以一起选。可以同时选几份。
verify-kind = 抽取记录、签名和公钥名单 (*.json)
verify-pin = 公钥指纹
verify-pin-hint = 照纸质抽取记录上印的输入；没有可不填
verify-number = 第 { $number } 次抽取
verify-of-store = 本机保存的记录
verify-calculated = 计算
verify-good = 结果由名单和随机号码唯一得出，与重算的完全一致。
verify-unheld = 封存码与名单一致；还没有抽取结果可以验算。
verify-stopped = 未通过，停在“{ $step }”。{ $why }
verify-matches = 相符，文件与签名时一字不差。
verify-signed-at = 签名时间 { $time }，为签名人自述
verify-none = 没有签名文件。
verify-kept = 本机保存的记录旁没有签名文件。要核验公示的签名，请选择公示网站下载的文件。
verify-key = 公钥指纹
verify-whose = 谁的公钥
verify-list = 公钥名单
verify-own-headquarters = 这是局服务器的公钥，与本机登记时记下的相同。
verify-own-device = 这是本局一台设备的公钥，本机认得；是否已停用，要看公钥名单。
verify-list-own = 名单由指纹 { $fingerprint } 签名，是本机登记的局服务器公钥，或由它交接而来。
verify-proven-signature = 已证明：见证人、作废、存证、公开的名称等，与签名时一字不差。
verify-unproven-signature = 未证明：见证人、作废、存证、公开的名称等，只凭文件自述。
verify-self-stated = 未证明：先后次序。记录里没有列出佐证，仅为自述。
verify-nothing = 不要采信这份记录，请从公示网站重新下载后再验。
verify-menu = 验算抽取记录文件
refused-no-transcript = 验算：所选的只有签名或公钥名单。请连同抽取记录一起选择。
