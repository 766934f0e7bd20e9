// A folder over HTTP on the loopback address, with the heads, the compression and the page for what is missing that
// docs/server/nginx.conf has.
"use strict";
const fs = require("fs");
const http = require("http");
const path = require("path");
const zlib = require("zlib");
const { Worker, isMainThread, parentPort, workerData } = require("worker_threads");

const TYPES = {
    html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "application/javascript; charset=utf-8",
    json: "application/json", xml: "application/xml", svg: "image/svg+xml", txt: "text/plain; charset=utf-8",
    png: "image/png", jpg: "image/jpeg", webp: "image/webp", woff2: "font/woff2", ico: "image/x-icon",
};
const POLICY = "img-src 'self' data:; font-src 'self'; script-src 'self'; manifest-src 'self'; connect-src 'none'; object-src 'none'; " +
    "frame-src 'none'; media-src 'none'; worker-src 'none'; form-action 'self'; frame-ancestors 'none'";
const COMPRESSED = /html|css|javascript|json|xml|text/;
const GZIP = { level: 6 };
const KEPT = /\.(jpg|png|webp|woff2|css|js)$/;
const LEAST = 1024; // bytes that are worth it: gzip_min_length

function listen(folder, ready) {
    const own = path.join(folder, "404.html");
    const missing = Buffer.from(fs.existsSync(own) ? fs.readFileSync(own, "utf8").replace("<head>", "<head><base href='/'>") : "not found");
    const answer = (request, response) => {
        let file = path.join(folder, decodeURIComponent(new URL(request.url, "http://x").pathname));
        if (fs.existsSync(file) && fs.statSync(file).isDirectory()) file = path.join(file, "index.html");
        const found = file.startsWith(folder) && fs.existsSync(file);
        let body = found ? fs.readFileSync(file) : missing;
        const type = found ? TYPES[path.extname(file).slice(1)] || "application/octet-stream" : TYPES.html;
        const headers = {
            "Content-Type": type, "Cache-Control": KEPT.test(file) ? "max-age=3600" : "no-cache", "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": `${POLICY}; base-uri ${found ? "'none'" : "'self'"}`,
        };
        if (COMPRESSED.test(type) && body.length >= LEAST) {
            body = zlib.gzipSync(body, GZIP);
            headers["Content-Encoding"] = "gzip";
        }
        response.writeHead(found ? 200 : 404, headers);
        response.end(body);
    };
    const server = http.createServer(answer).listen(0, "127.0.0.1", () => ready(`http://127.0.0.1:${server.address().port}`));
}

// {origin, close()}. In a thread of its own: who drives the browser is busy when the browser is.
exports.serve = folder => new Promise(ready => {
    const worker = new Worker(__filename, { workerData: folder });
    worker.once("message", origin => ready({ origin, close: () => worker.terminate() }));
});

if (!isMainThread) listen(workerData, origin => parentPort.postMessage(origin));
