# Model sentences: where, what, how to repair.

refused-not-authorised = 检查审批：本次检查尚未批准。请送{ $approver }审批；情况紧急的，选“紧急检查，事后补批”，写明理由、口头批准人和时间。
refused-two-officers = 到场登记：到场的执法人员只有 { $count } 名，检查不得少于 2 名。请按递补顺序补一名，或改期检查。
warned-certificate = 到场登记：{ $officer }的执法证在库内有效期至{ $date }，检查当日已过期。证件已换发的，请拍下新证、填写新有效期，由执法监督股核对；未换发的，请递补人员。
refused-item-unpublished = 检查事项：“{ $item }”不在已公布的事项清单（第{ $version }版）内。请改选清单内事项，或待执法监督股公布新版清单后再查。
refused-items-not-random = 检查事项：{ $items }在清单内注明不列入随机抽查，不能抽取。有线索须查的，请在“线索核查”登记；确要随机抽查的，请在“一单两库”的抽查事项里改为列入并重新公布。
refused-items-ended = 检查事项：{ $items }在清单内的有效期至{ $date }，到{ $last }已失效，不能检查。请在“一单两库”的抽查事项里重新公布；不再公布的，另立不含该事项的计划，已抽取的作废并写明原因。
refused-cap = 抽取名单：{ $subject }本年度已检查{ $count }次，达到上限{ $cap }次，不参加本次抽取。有线索须查的，请在“线索核查”登记并写明不受频次限制的理由。
refused-lines-open = 现场检查：还有{ $count }项待判定（第{ $lines }项）。请逐项判定，未检查的写明原因；单位已关停、搬离的，请用“未能检查”。
refused-no-fact = 第{ $line }项：已判“不符合”，没有写明事实。请写明部位、数值或文件日期，例如“检测报告日期为2026年3月2日”。
refused-no-reason = 签字送达：已选“{ $branch }”，没有注明原因。请如实写明当时情况和所述理由，再由两名执法人员签名。
refused-no-proof = 签字送达：还没有佐证。请填见证人，或添加现场照片，或登记录像编号；确实无法取得的，写明原因后可以继续。
refused-changed-after-signing = 现场检查记录：签字后第{ $line }项有改动，原签字已失效并留存。请重新核对、重新签字；不需要改动的，可恢复到签字时的内容。
refused-approver-level = 审批人：{ $name }在库内不是{ $level }，不能批准。请填写{ $level }的姓名，并附其手签的审批。
refused-approver-own = 审批人：{ $name }是起草人，不能自己批准。请填写{ $level }的姓名，并附其手签的审批。
refused-own-approval = 审核审批：本次检查由{ $officer }参加，不能由本人审批。请转{ $deputy }；不便上机的，可打印审批表手签，再登记手签审批。
refused-numbers-used-up = 文书编号：本机“{ $series }”号段已用完。请联网领取新号段；现场急用的，先打印空白文书手写，回局后补录并编号。
refused-entries-differ = 随机号码：两次录入第{ $places }位不一致。请两人对照原号码各自重录；已封存的名单不受影响。
refused-list-sealed = 名单规则：名单已于{ $time }封存，不能改动。确有错误的，请作废本次抽取并写明原因，更正后重新封存；作废记录一并保存。
refused-no-matching = 分组匹配：{ $class }有{ $count }家没有可派的检查组，原因：{ $constraint }。请补录人员资格，或改为联合检查，再重新封存。
refused-import-row = 检查对象导入：第{ $row }行“{ $column }”为“{ $value }”，{ $why }。本行未导入，其余{ $accepted }行已导入。请在原表改正后再次导入，或在此直接填写。
late-entry-platform = 录入公示：{ $subject }的结果应于{ $due }前录入省平台，已逾期{ $days }个工作日。请先在省平台录入，再登记录入日期并写明逾期原因。
error-unreachable = 数据同步：连不上局服务器。{ $count }条记录、{ $photos }张照片都在本机，联网后自动上传；急需上报的，可导出数据包交执法监督股。
error-set-aside = 数据同步：有 1 条记录局服务器已另存待核，原因：{ $why }。内容没有丢失，请与执法监督股比对后处理。
error-disk-full = 本机存储：磁盘只剩{ $free }，这张照片没有存入；已判定的各项都已保存。请清理磁盘，或移出局已收齐的旧照片，再添加一次。
