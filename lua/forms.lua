-- Blank forms that more than one publication prints: {name, note, lines} with lines as book.form takes them.

local forms = {}

forms.loan = {"资源借用单", "借用共享清单中的设施设备、信息化工具、制度文本、课程材料时填写，一式两份，借用单位与提供单位各存一份。", {
    {"借用单位", "填单日期"}, {"资源编号", "资源名称"}, {"提供单位", "借用数量"}, {"借用用途", lines = 4},
    {"约定借出日期", "约定归还日期"}, {"借出清点", lines = 3}, {"归还清点", lines = 3},
    {"归还时状况", text = "完好　　　正常损耗　　　损坏（请圈选，损坏的写明部位和处理办法）"},
    {"使用反馈", lines = 4}, {"借用人签名", "经办人签名"},
}}

return forms
