# The table of working days, and last days counted on it.

refused-workdays-file = 工作日表导入：文件中“{ $value }”不能识别，原有工作日表没有改动。请核对文件后再次导入，或向执法监督股索取。
workday-provisional = { $date }前（暂定：当年放假安排尚未公布）
