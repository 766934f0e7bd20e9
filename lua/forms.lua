-- Blank forms that more than one publication prints: {name, note, lines} with lines as book.form takes them.

local forms = {}

forms.loan = {"资源借用单", "借用共享清单中的设施设备、信息化工具、制度文本、课程材料时填写，一式两份，借用单位与提供单位各存一份；"
    .. "归还后由提供单位登入借用台账。", {
    {"借用单位", "预约日期"}, {"资源编号", "资源名称"}, {"提供单位", "借用数量"}, {"借用用途", lines = 3},
    {"约定借出日期", "约定归还日期"},
    {"提供单位答复", text = "同意借用　　　不能借用（请圈选，不能借用的写明原因）", lines = 2},
    {"借出清点", lines = 2}, {"借出日期", "双方签字"}, {"归还清点", lines = 2}, {"归还日期", "双方签字"},
    {"归还时状况", text = "完好　　　正常损耗　　　损坏（请圈选，损坏的写明部位和处理办法）", lines = 2},
    {"使用反馈", lines = 3},
}}

return forms
