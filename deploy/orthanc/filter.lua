-- Generated from tools/edge; see docs/guides/put-a-pacs-behind-the-gate.md.
function IncomingHttpRequestFilter(method, uri, ip, username, headers)
  if username == 'loader' then
    return method == 'GET' or (method == 'POST' and (uri == '/instances' or uri == '/dicom-web/studies'))
  end
  return method == 'GET' or (method == 'POST' and uri == '/tools/find')
end
