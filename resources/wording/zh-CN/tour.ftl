# The tour through the windows.
error-tour = 演示：“{ $what }”没有出现，演示停在这一步。请把已生成的图片和日志交开发人员。
tour-finding-routine_check = 查9月、10月安全检查记录，均未记载雷电防护装置检查情况。
tour-finding-hazard_log = 2026年6月检测报告列出的接地线松动一处，隐患台账没有记录，也没有整改材料。
tour-finding-training = 培训档案中没有防雷安全内容，抽问两名从业人员均不知道雷雨天气应急措施。
tour-objection = 第8项：接地线已请检测单位复测，报告尚未取回。
tour-mark = 请写明应急演练情况。
tour-evaluation = 制度基本健全；防雷安全检查、隐患登记和培训有缺陷；2026年5月组织过一次雷击应急演练。
tour-done = 演示完成：{ $screens }张图片、{ $papers }份文书和公示网站在{ $folder }。
