# Checks with several departments or items, samples and tests, experts, and checks without a visit.

refused-join-subject = 合并检查：两次检查不是同一检查对象。请选同一家的检查。
refused-join-begun = 合并检查：{ $subject }已有一次检查到场，不能再合并。请分别办理。
refused-join-away = 合并检查：“{ $title }”的案卷不在本机。请先接办，再合并。
refused-mode = 检查方式：没有选检查方式或没有写理由。请选实地、书面或远程，写明为什么。
refused-mode-begun = 检查方式：检查已经开始，不能再改方式。请按已开始的方式办理。
refused-joint-tables = 检查表：两张检查表的清单“{ $name }”内容不同，不能合成一张。请执法监督股统一后再合并检查。
error-department-record = 联合检查：没有找到这个部门的记录。请先打印部门记录。
error-sampling-missing = 抽样检测：没有找到这次抽样。请先登记抽样。
error-material-missing = 非现场检查：没有要求过这份材料。请先列入要求提供的材料。
