# The page of plans and draws, and the papers of a draw.

## Papers

draw-moment = { $date } { $time }
draw-possible = { $count } 种
draw-possible-power = 约 10{ $power } 种
draw-paper-sealed-title = 双随机抽取封存公告
draw-paper-sealed = { $plan }（计划{ $number }）第{ $draw }次抽取的名单和规则已于{ $time }封存：库内{ $register }家，其中不参加抽取{ $excluded }家，参加检查的执法人员{ $officers }名，分为{ $groups }组。
draw-paper-event = 随机号码的产生方式：{ $event }。产生时间：{ $time }。可能的号码有{ $outcomes }种以上。
draw-paper-sealed-note = 封存码由名单、规则和人员唯一算出，改动任何一处，封存码都会不同。请见证人当场抄录或拍照留存，抽取后凭抽取记录验算。
draw-paper-plan = 计划
draw-paper-task = 任务
draw-paper-number = 抽取次数
draw-paper-frozen = 封存时间
draw-paper-source = 号码来源
draw-paper-at = 产生时间
draw-paper-typed = 录入人
draw-paper-witness = 见证人
draw-paper-host = 主持人
draw-paper-operator = 操作人
draw-paper-overseer = 监督人
draw-paper-commitment = 封存码：
draw-paper-possible = 可能的抽取结果：{ $possible }。
draw-paper-classes = 按类抽取
draw-paper-drawn = 抽中的对象
draw-paper-groups = 分组
draw-paper-class = 类别
draw-paper-register = 库内
draw-paper-out = 不参加
draw-paper-ratio = 比例
draw-paper-due = 应抽
draw-paper-taken = 实抽
draw-paper-order = 序
draw-paper-group = 组
draw-paper-officers = 执法人员
draw-paper-load = 检查家数
draw-paper-reserve = 备
draw-paper-rule = 理由
draw-paper-void-title = 作废
draw-paper-void = 本次抽取已作废。原因：{ $reason }。批准人：{ $approver }。
draw-rule-state = 关停、迁出或注销
draw-rule-cap = 本年度检查次数达到上限
draw-rule-joint-task = 已列入联合检查，结果互认
draw-rule-left = 已离岗
draw-rule-leave = 请假
draw-rule-certificate = 执法证已过有效期
