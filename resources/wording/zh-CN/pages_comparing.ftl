# 名单与名录比对：库内没有的，选出来录入，或者建议管理名录的股室增加；新登记的归入哪个名录。

bringing-new-tab = 库内没有 { $count }
bringing-shelf = 新登记的归入
column-content = 内容
column-heading = 栏目
column-decision = 处理
bringing-shelf-away = { $unit }（由该股室保管，只能建议）
bringing-days-told = 　没填公示日期的，按清单写的公示日期登记。
bringing-done-others-rows = 另有 { $count } 条由其他股室管理，没有改。
choosing-title = 比对{ $kind }
choosing-every = 全部勾选
choosing-none = 勾选要增加的
choosing-note = 名单里有、名录库没有的。可以只录入其中几家，其余不动；也可以把缺漏清单另存，不录入。
choosing-note-propose = 名单里有、名录库没有的。勾选后写明依据，建议管理名录的股室增加；也可以只把缺漏清单另存。
choosing-reason = 依据，例如：与市场监管名单比对
choosing-enter = 录入选中的 { $count } 条
choosing-propose = 建议增加选中的 { $count } 条
choosing-save = 缺漏清单另存…
choosing-proposed = 已有人建议增加
choosing-proposed-done = 已提交 { $count } 条建议，存在本机；联网后送{ $unit }采纳。
registers-empty-propose = 管理名录的股室登记后显示在这里；知道有该登记的，按“建议增加…”提出。
registers-compare = 比对…
