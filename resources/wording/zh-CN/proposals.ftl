# 更正建议：谁都可以提，管理名录的股室采纳或者不采纳。
error-proposal-missing = 更正建议：本机没有这条建议，或没有它所说的人员。请联网同步一次再看。
error-proposal-row = 更正建议：名录里已没有它所说的那一条。请不予采纳，写明现在的情况。
refused-proposal-empty = 更正建议：各栏与名录现在的内容相同，没有要更正的。请改动要更正的一栏；只是说明情况的，写在检查记录里。
refused-proposal-reason = 更正建议：没有写明依据。请写明怎样发现的，例如“11月20日到场检查，已搬到新址”。
refused-proposal-changed = 更正建议：“{ $name }”在打开之后又有改动，没有采纳。请看过名录现在的内容，再决定一次。
refused-proposal-settled = 更正建议：“{ $name }”的这条建议已经办结，没有再改。需要另改的，直接修改名录或另提一条。
refused-proposal-untaken = 更正建议：这条建议还没有接办。请先接办，局服务器确认后即可采纳。
refused-decline-reason = 更正建议：没有写明不采纳的原因。请写明，提出的人会看到。
refused-shelf-other = 一单两库：所选的有“{ $unit }”管理的名录，没有改动。请用“建议更正”写明，由该股室采纳。
refused-shelf-elsewhere = 更正建议：这一名录现在不在本机经办，没有采纳。请在经办名录的电脑上采纳，或先移交经办。
refused-proposal-known = 更正建议：名录里已有“{ $name }”，没有提出。内容不符的，打开它提更正建议。
refused-proposal-many = 更正建议：一次选了 { $count } 条，最多 { $most } 条，因为每一条都要逐条采纳。请分几次提出。
refused-proposal-none-ready = 更正建议：选中的几条都不能一并采纳。请先接办；名录已变的、要另定公示日期的，逐条办理。
