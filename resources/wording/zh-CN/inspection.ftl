# Sentences of the inspection dossier as a whole.
refused-number-reason = 文书编号：{ $number }停用没有写明原因。请写明，例如“打印作废”。
refused-void-reason = 文书作废：没有写明原因。请写明为什么作废；原文书照样保存在案卷中。
