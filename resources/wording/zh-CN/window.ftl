# The window itself, signing in, and the workbench.

app-name = 双随机、一公开检查
window-title = { $bureau } · 双随机、一公开检查
window-saved = 全部已存本机
window-saving = 正在存入本机…
status-offline = 离线 · 数据都在本机
status-online = 在线 · { $time } 已同步
status-online-first = 在线 · 尚未同步
status-counts = 待上传 { $records } 条、照片 { $photos } 张
status-others = 待上传 { $records } 条、文书等材料 { $others } 份
status-records = 待上传 { $records } 条

## Signing in

signin-person = 人员
signin-pin = 登录密码
signin-choose = 请选择
signin-go = 登录
signin-busy = 正在核对…
signin-back = 返回
signin-forgotten = 忘记密码
signin-demo = 演示单位，人员和数据都是虚构的。各人的登录密码都是 { $pin }。
refused-pin-empty = 登录：没有填写密码。请输入后再登录。
signin-note = 登录一次，外出检查时不再要求密码。
recover-title = 用恢复密钥重设密码
recover-note = 恢复密钥分两份，由两名保管人各执一份纸件。请两人各自录入自己的一份，每份四行。
recover-half-1 = 第一份
recover-half-2 = 第二份
recover-pin = 新密码
recover-pin-again = 再输一次
recover-go = 重设并登录
refused-pins-differ = 登录密码：两次输入不一样。请重新输入。
clock-title = 请核对电脑时间
clock-explain = 电脑显示 { $now }，而本机在 { $latest } 已有记录。校正电脑时间后重新打开；时间无误的，写明原因后继续。
clock-reason = 原因
clock-go = 继续

## A device not yet set up

start-title = 设置本机
start-note = 本机还没有设置。请向执法监督股索取恢复公钥，填写后设置；设置后在“数据同步”中用登记码接入局服务器。
start-profile = 单位
start-number = 人员编号
start-name = 姓名
start-public = 恢复公钥
start-public-hint = 64 位字母和数字
start-go = 设置并登录
refused-start-incomplete = 本机设置：姓名、人员编号和密码都要填写。请补齐后再设置。

## Workbench

workbench-today = 今天，{ $month }月{ $day }日 { $weekday }
weekday-0 = 星期一
weekday-1 = 星期二
weekday-2 = 星期三
weekday-3 = 星期四
weekday-4 = 星期五
weekday-5 = 星期六
weekday-6 = 星期日
workbench-go = 今天要去
workbench-next = 接下来
workbench-dues = 时限
workbench-waiting = 待上传
workbench-tray = 移交给我的
workbench-subject = 检查对象
workbench-task = 任务
workbench-stage = 当前环节
workbench-planned = 检查时段
workbench-open = 打开
workbench-sum = { $tray ->
    [0] {""}
   *[other] { $tray } 家待接办；
 }{ $today ->
    [0] 今天没有安排检查
   *[other] { $today } 家要去
 }；{ $late ->
    [0] 没有逾期的时限
   *[other] { $late } 项已逾期
 }。
workbench-window = 检查时段至 { $month }月{ $day }日
workbench-place = { $address } · { $category }
workbench-until = { $month }月{ $day }日前
workbench-none-tray = 没有等待本人审核、审批的。提交、移交来的列在这里，办理在“审核审批”。
workbench-none-today = 今天没有进行中的检查。接办之后，从“接下来”选一家，按“出发准备”。
workbench-none-next = 没有等待检查的对象。抽取任务发布并移交后列在这里。
workbench-none-dues = 没有正在计算的时限。
workbench-none-waiting = 没有待上传的记录。
workbench-waits-others = { $records } 条记录、{ $others } 份文书等材料都在本机，联网后自动上传。
workbench-waits = { $records } 条记录、{ $photos } 张照片都在本机，联网后自动上传。
workbench-waits-records = { $records } 条记录都在本机，联网后自动上传。
workbench-urgent = 急需上报的，可
workbench-full-stop = 。
workbench-take = 接办
workbench-taken = 已接办{ $subject }。联网确认后可以办理。
workbench-confirmed = 局服务器已确认接办{ $subject }，现在可以办理。
workbench-open-it = 打开
told-title = 拒签情况报告：{ $subject }
told-line = { $time }报告，{ $number }。请阅看并决定如何处理。
told-unseen = 待阅看
told-seen = 拒签情况报告已由{ $names }阅看。
told-seen-by = { $name }（{ $at }）
told-not-seen = 拒签情况报告还没有人阅看；股室负责人在工作台能看到。
workbench-errands = 登记、计划和抽取
workbench-none-errands = 登记、计划和抽取都没有待办。需要另行抽查的，到“计划抽取”新建补充计划。
errand-title = 事项
errand-categories = 检查对象还有 { $count } 家没有归类
errand-settle = 归类
errand-approve = 计划待批准
errand-freeze = 封存名单
errand-wait = 已封存，等号码产生
errand-numbers = 录入随机号码
errand-release = 发布任务
workbench-checked = { $subject } · 检查结束 { $month }月{ $day }日，{ $length }
workbench-yearly = { $count } 家还没有检查
workbench-provisional = （暂按周末推算）
workbench-more = 另有 { $count } 项
length-working-days = { $length } 个工作日
length-calendar-days = { $length } 日
length-months = { $length } 个月
length-years = { $length } 年
due-late = 逾期 { $days } 个工作日
due-on = { $month }月{ $day }日到期
due-today = 今天到期
