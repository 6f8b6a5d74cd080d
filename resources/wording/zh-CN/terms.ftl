# Words of the trade used across the steps.

## Words

term-headquarters = 局服务器
term-upload = 上传
term-waiting = 待上传 { $count } 条
term-item-list = 抽查事项清单
term-dossier = 检查案卷
term-record = 记录
term-targeted-check = 线索核查（检查类型：个案检查）
term-period = 检查时段
term-stage = 当前环节
term-overdue = 逾期 { $days } 个工作日
term-due = { $date }到期
term-before = { $date }前
term-finalise = 定稿
term-history = 办理记录
term-subject = 检查对象
term-unit = 被检查单位
term-line = 第 { $line } 项

## The draw, as read aloud in the meeting

term-commitment = 封存码
term-sealing = 封存
term-seed = 随机号码
term-ticket = 随机值
term-chance = 抽中概率
term-verify = 验算
term-excluded = 不参加抽取 { $count } 家（逐家列明理由）

## What each bureau may call otherwise; its profile says how

house-supervising = 执法监督股
house-section-chief = 股室负责人
house-platform = 省平台

## Registers

term-one-list-two-registers = 一单两库
term-officer-register = 执法检查人员名录库
