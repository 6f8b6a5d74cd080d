# 朗读：用本机已装的语音，不联网
speech-read = 朗读（R）
speech-stop = 停止朗读（R）
speech-looking = 正在查找本机语音…
speech-not-installed = 不能朗读：本机没有安装朗读组件，请当面宣读。
speech-no-engine = 不能朗读：系统没有语音引擎，请当面宣读。
speech-no-voice = 不能朗读：系统没有中文语音，请在系统设置中添加，或当面宣读。
