# The disclosure site.

## Frame

site-name = “双随机、一公开”抽查公示
site-skip = 跳到正文
site-nav = 栏目
site-items = { $list }
site-plans = 检查计划
site-course = 实施过程
site-results = 检查结果
site-tasks = 抽查任务
site-draws = 抽取结果
site-papers = 文书核验
site-data = 数据下载
site-by = { $bureau }依法公示，谁检查、谁公开、谁负责。
site-telephone = 监督投诉电话：{ $telephone }
site-written = 本页更新于{ $date }。

## Results

site-results-lead = 检查结果及时向社会公开，双随机抽查和其他检查分开列出。每个检查事项一个结果，公示内容在公开前经过审查。
site-results-drawn = 双随机抽查
site-results-other = 其他检查
site-results-other-lead = 因投诉举报、上级交办、部门移送等原因对具体单位进行的检查，不由随机抽取产生，不计入“双随机”抽查。
site-type = 检查类型
site-type-drawn = 双随机抽查
site-type-other = 线索核查等
site-figure-results = 双随机抽查结果
site-figure-others = 其他检查结果
site-figure-tasks = 抽查任务
site-figure-draws = 随机抽取
site-checked-on = 检查完成日期
site-published-on = 公示日期
site-no-results = 现在没有公示中的检查结果。
site-page = 第{ $page }页
site-gone = 已停止公示
site-gone-lead = 更正、撤下和信用修复的状态、原因一直保留，内容不再显示。
site-id = 公示编号
site-state = 状态
site-state-is = { $state }（{ $date }）
site-reason = 原因
site-changed-on = 日期
site-expired = 公示期满
site-expired-reason = 公示期限届满
site-result-lead = 检查于{ $date }完成。
site-corrected = 本条已于{ $date }更正。
site-reason-is = 原因：{ $reason }
site-how = 怎样抽中的
site-drawn = 由第{ $number }号随机抽取产生，抽取前名单已封存。
site-see-draw = 查看封存码和抽取记录
site-drawn-elsewhere = 在平台或者现场抽取产生，不由本局程序抽取，不能在这里验算。
site-how-other = 检查由来
site-not-drawn = 检查类型为“{ $type }”，不由随机抽取产生，不计入“双随机”抽查。
site-term = { $published }公示，公示至{ $until }。
site-result-gone = 公示编号{ $id }的内容不再显示。
site-back = 返回检查结果

## The item list, plans and courses

site-items-lead = 本局实施检查的事项、依据和内容。没有公布的事项不得检查；依据变化的，清单随之调整。
site-item-valid = 有效期
site-item-since = 自{ $day }起
site-item-to = ，至{ $day }止
site-item-from = 生效日期
site-item-until = 失效日期
site-item-ended = 失效原因
site-standing-valid = 有效
site-standing-waiting = 尚未生效
site-standing-ended = 已失效
site-also-at = 公开位置
site-no-items = 现在没有公布的检查事项。
site-plans-lead = 批准后公布的年度检查计划和补充计划。
site-plan-strata = 抽查类别
site-plan-window = 检查时间
site-plan-window-is = { $first }至{ $last }
site-plan-basis = 依据
site-plan-approved = 批准日期
site-plan-superseded = 按上级计划执行
site-plan-merged = 已并入另一份计划
site-plan-withdrawn = 计划已撤销
site-plan-drawn-up = 修改后重新报批
site-no-plans = 现在没有公布的检查计划。
site-course-lead = 结果已公示的检查，各环节在哪一天办理。只写日期，不含人员信息和检查内容。
site-no-course = 现在没有可以公布的实施过程。
site-data-items = { $list }，每个事项一行

## Tasks

site-tasks-lead = 已有结果公示的抽查任务。
site-task-results = 已公示的检查对象
site-no-tasks = 现在没有已公示结果的抽查任务。

## Draws

site-draws-lead = 每次抽取一个编号，编号连续、不重复。抽取之前先把名单、规则和人员封存，只公布封存码；随机号码产生之后才计算结果；任务全部检查完成后，公布名单、号码和抽取记录，任何人都可以验算。
site-draw = 第{ $number }号抽取
site-draw-title = 抽查计划
site-draw-sealed = 已封存，尚未公布记录
site-draw-shown = 已公布记录
site-draw-void = 已作废
site-draw-missing = 缺号
site-draw-missing-lead = 没有第{ $number }号抽取的记录。编号应当连续，缺号须由本局说明。
site-frozen-at = 封存时间
site-event = 随机号码来源
site-event-is = { $name }（{ $at }）
site-moment = { $date } { $time }
site-void-reason = 作废原因
site-transcript = 抽取记录
site-transcript-file = 下载第{ $number }号抽取记录
site-transcript-later = 任务全部检查完成后公布
site-no-draws = 还没有封存过抽取。
site-verify = 自己验算
site-verify-1 = 下载抽取记录和它的签名，放在同一个文件夹里；把记录中的封存码与事前公布、见证人抄录的封存码逐位比对。
site-verify-browser = 用浏览器验算（单个网页，可先保存再断网打开，记录不会上传）：
site-verify-2 = 或者用命令行验算（单个文件，可离线运行，只需 Python 3.9 以上）：
site-verify-3 = 几份记录一起验算时，还会检查编号是否连续、前后是否相接。也可以依照公布的规则自己编写验算程序，用算例核对：
site-specification = 抽取和验算规则（ticket-v1）
site-specification-lead = 抽取怎样计算、怎样验算，全部规则都在本页。只依本页就能写出验算程序，与本局的程序同样接受或不接受任何一份抽取记录。英文与中文对照，意思相同。
site-file-browser = 网页验算程序，浏览器打开即可，可离线
site-file-python = 命令行验算程序，只需 Python 3.9 以上，可离线
site-file-vector = 算例：一份完整的抽取记录
site-proven = 验算能说明什么
site-proven-1 = 能说明：抽取结果确由封存的名单、规则和随机号码算出，一处也没有改过。
site-proven-2 = 不能说明：名单和人员是否齐全（请与公布的名录库比对），随机号码的产生是否公正（由现场见证人证明）。

## Papers

site-papers-lead = 本局出具的文书印有二维码，内含文书编号、种类、日期、对象简称和电子签名，可以核验文书是否由本局出具、内容是否改动。
site-papers-how = 怎样核验
site-papers-1 = 用手机扫描二维码，核对显示的文书编号、种类、日期、单位与纸面是否一致。
site-papers-2 = 需要核验电子签名的，把二维码内容保存为文件，用检查程序的“verify-document”命令核验，离线也可以。
site-papers-3 = 不便自行核验的，可持文书到本局，由本局当场核验。
site-papers-keys = 下载公钥和作废文书名单（已签名）
site-papers-unknown = 核验结果为“截至某日未知”的，说明公钥名单较旧或签发的设备尚未登记，不等于文书是假的；请更新名单，或向本局查询。
site-papers-private = 二维码的内容在网址“#”之后，浏览器不会把它发给网站。

## Data

site-data-lead = 与页面内容相同，供机器读取。可以自由使用，使用时请注明来源和日期。
site-data-csv = 表格，每个检查事项一行，可用电子表格软件打开
site-data-json = 结构化数据，含已停止公示的编号、状态和原因
site-data-feed = 订阅更新（Atom）
site-data-fields = 只含公开字段：检查对象、统一社会信用代码、计划和任务、检查事项和结果。不含个人姓名、电话和现场照片。
refused-site-bureau = 公示网站：库里的局没有对应的规则文件，不能生成网站。请先装入本局的规则文件。
