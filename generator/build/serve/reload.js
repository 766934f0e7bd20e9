// Put into every page by `kanben serve`, and only by it: reload when a new tree is served, show what
// the last build had to say. The page knows its tree by the address of this script.
(function () {
    "use strict";
    var tree = new URL(document.currentScript.src).searchParams.get("tree");
    var box = null;

    function show(text) {
        if (box) box.remove();
        box = null;
        if (!text) return;
        box = document.createElement("div");
        box.setAttribute("role", "status");
        box.style.cssText = "position:fixed;z-index:2147483647;left:0;right:0;bottom:0;max-height:50vh;overflow:auto;" +
            "background:#2b1a1a;color:#fff;font:14px/1.6 monospace;padding:12px 48px 12px 16px;white-space:pre-wrap;" +
            "border-top:4px solid #d9534f;text-align:left";
        box.textContent = text;
        var close = document.createElement("button");
        close.textContent = "×";
        close.setAttribute("aria-label", "关闭 close");
        close.style.cssText = "position:absolute;top:4px;right:8px;font-size:24px;border:0;background:none;color:#fff";
        close.onclick = function () { show(""); };
        box.appendChild(close);
        document.body.appendChild(box);
    }

    new EventSource("/.kanben/events").onmessage = function (event) {
        var state = JSON.parse(event.data);
        if (String(state.tree) !== tree) location.reload();
        else show(state.text);
    };
})();
