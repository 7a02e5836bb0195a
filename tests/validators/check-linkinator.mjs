// linkinator over each file: its anchors, and its links to files beside it. Links to the net are not followed.
// Arguments: the folders that were asked for, "--", the HTML files in them.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { installed, report } from "./report.mjs";

// linkinator would ask a proxy even for this machine's own address.
for (const name of ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"]) delete process.env[name];
const { LinkChecker } = await import(pathToFileURL(installed.resolve("linkinator")).href);

const separator = process.argv.indexOf("--");
const folders = process.argv.slice(2, separator).map((folder) => path.join(path.resolve(folder), path.sep));
const files = process.argv.slice(separator + 1);

// linkinator's own server listens on every interface and reads file names as patterns.
const server = http.createServer(async (request, response) => {
  try {
    const file = path.normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const served = folders.some((folder) => file.startsWith(folder)) && (await stat(file)).isFile();
    if (!served) throw new Error("not served");
    const type = /\.html?$/i.test(file) ? "text/html; charset=UTF-8" : "application/octet-stream";
    response.writeHead(200, { "Content-Type": type });
    if (request.method === "HEAD") response.end();
    else createReadStream(file).pipe(response);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

for (const file of files) {
  const address = origin + path.resolve(file).split(path.sep).map(encodeURIComponent).join("/");
  const { links } = await new LinkChecker().check({
    path: address,
    checkFragments: true,
    linksToSkip: async (link) => !link.startsWith(`${origin}/`),
  });
  const broken = links.filter((link) => link.state === "BROKEN");
  const problems = broken.map((link) => `broken link: ${link.url.replace(address, "").replace(origin, "")}`);
  if (!links.some((link) => link.url === address && link.state === "OK")) problems.push("was not read");
  report("linkinator", file, problems);
}
server.closeAllConnections();
server.close();
