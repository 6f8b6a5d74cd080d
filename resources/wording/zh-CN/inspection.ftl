# Sentences of the inspection dossier as a whole.
refused-number-telephone = 文书编号：本局不用电话告知的编号。请联网领取新号段。
refused-number-told = 文书编号：电话告知的编号要写明号数（如 118）和告知人。请补填后再登记。
refused-number-reserved = 文书编号：本案这种文书已留有编号{ $number }。请直接使用它。
refused-number-own = 文书编号：{ $number }在本机号段内，或本机已用过。请再与告知人核对号数。
refused-number-not-free = 文书编号：{ $number }不在本机号段内，或已用于文书、已停用。请核对号数。
refused-number-reason = 文书编号：{ $number }停用没有写明原因。请写明，例如“打印作废”。
refused-void-reason = 文书作废：没有写明原因。请写明为什么作废；原文书照样保存在案卷中。
