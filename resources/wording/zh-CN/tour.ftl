# The tour through the windows.
error-tour = 演示：“{ $what }”没有出现，演示停在这一步。请把已生成的图片和日志交开发人员。
