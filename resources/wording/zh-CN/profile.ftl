# 读取本局规则文件时的提示。
missing-profile = 本局规则：没有找到“{ $name }”。现有规则：{ $known }。请核对名称，或把规则文件放回 resources/profiles 后再试。
missing-profile-part = 本局规则：“{ $part }”中没有“{ $id }”。请在规则文件中补上这一组，或改用已有的。
missing-profile-series = 文书编号：{ $bureau }的“{ $title }”不编文号。需要编号的，请在规则文件的 documents.kinds 中为它写上文种代字（word）。
refused-profile-name = 本局规则：文件名为“{ $file }”，其中 bureau.id 为“{ $id }”，两者应当一致。请改文件名或改 bureau.id；现用规则不受影响。
refused-profile-too-large = 本局规则：文件“{ $file }”过大，不像规则文件。请核对所选文件；现用规则不受影响。
refused-profile-not-toml = 本局规则：文件“{ $file }”不是 TOML 或不是 UTF-8 编码（{ $detail }）。请按所示行列改正后再读入；现用规则不受影响。
refused-profile-unknown-key = 本局规则：文件“{ $file }”中的“{ $at }”不是规则里的键{ $more ->
    [0] {""}
   *[other] （另有 { $more } 处须改）
 }。请核对拼写，或删去这一行；现用规则不受影响。
refused-profile-missing-key = 本局规则：文件“{ $file }”缺少“{ $at }”{ $more ->
    [0] {""}
   *[other] （另有 { $more } 处须改）
 }。请补上；方案没有写的，也要写明采用的默认值和出处（clause）。
refused-profile-value = 本局规则：文件“{ $file }”中“{ $at }”为“{ $value }”，{ $why ->
    [whole-number] 应为整数
    [switch] 应为 true 或 false
    [text] 应为文字，不能为空
    [pattern] 写法不合格式（出处写作“000 一(二)”“《法律名称》第几条”或“默认：理由”；月日写作 11-30）
    [choice] 不在可选值内，可选：{ $allowed }
    [range] 超出范围
    [list] 应为列表
    [table] 应为一组键值
   *[other] 不合要求
 }{ $more ->
    [0] {""}
   *[other] （另有 { $more } 处须改）
 }。请改正后再读入；现用规则不受影响。
refused-profile-twice = 本局规则：文件“{ $file }”的“{ $table }”中“{ $id }”出现两次。请改其中一个的 id，或删去重复的一组。
refused-profile-reference = 本局规则：文件“{ $file }”的“{ $at }”提到“{ $id }”，但“{ $table }”中没有它。请在“{ $table }”中补上，或改为已有的。
refused-profile-rule = 本局规则：文件“{ $file }”的“{ $at }”，{ $rule ->
    [steps-order] 环节次序与工作次序不符，请按检查审批、检查告知、现场检查、签字送达、检查报告、审核审批、结果反馈、录入公示、立卷归档的先后排列
    [ratio-per-category] 按类别定比例，每个类别都要写 ratio_ppm（不抽的写 0）
    [ratio-per-class] 按信用等级定比例，每个等级都要写 ratio_ppm（不抽的写 0）
    [deadline-shape] 期限要么写起算后的长度（length），要么写每年的日期（unit 为 date，写 closes），不能都写或都不写
    [number-pattern] 文号写法中要有 {"{year}"} 和 {"{number}"}
    [event-part] 随机号码的范围不成立：max 要大于 min，不重复的个数不能多于号码数
    [drawn-items] 抽取检查内容的，draw.drawn 要有 items，items_count 写每家抽几项；不抽的两处都不写
    [event-outcomes] 随机号码的可能结果太少，容易被试出：公开开奖不少于 1 千万种，现场摇号不少于 20 次十选一
   *[other] 内容前后不符
 }。请改正后再读入；现用规则不受影响。
