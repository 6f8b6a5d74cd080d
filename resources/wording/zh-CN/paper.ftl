# What every paper carries whatever its kind: marks, page counts, the foot; and what can go wrong with its code.

paper-pages = 共 { $total } 页　第 { $page } 页
paper-continued = { $title }（续页）
paper-seal-place = （印章）
paper-code-hint = 扫描二维码可核验本文书
paper-head-suffix = 文件
paper-addressee = { $name }：

paper-unreadable = 文书文件已损坏，无法显示。请从备份恢复，或在办理记录中重新下载。
paper-picture-unreadable = 签名图片无法读取。请重新拍照或扫描后再加入。
paper-code-too-long = 文书编号过长，二维码放不下。请在“设置”中缩短文书字号后重新取号。
paper-code-site = 核验网址“{ $site }”无法写入二维码。请在“设置”中填写以 http:// 或 https:// 开头的网址。

paper-code-verified = 核验通过，内容与签发时一致。
paper-code-altered = 二维码内容与签名不符，可能被改动。请联系出具机关核实。
paper-code-revoked = 该文书已被出具机关撤销。请联系出具机关核实。
paper-code-unknown = 签发设备不在名单中，截至{ $day }未知。请更新名单后再核验。
paper-clock-fast = 制作本文书的电脑，末次联网时时钟比局服务器快 { $minutes } 分钟。
paper-clock-slow = 制作本文书的电脑，末次联网时时钟比局服务器慢 { $minutes } 分钟。
