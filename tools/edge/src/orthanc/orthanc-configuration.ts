/** What differs between the archives that we configure. */
export interface OrthancPlace {
  readonly port: number;
  readonly storage: string;
  readonly filter: string;
  /** By name; a password may be `${VARIABLE}`, which Orthanc takes from its environment. */
  readonly users: Readonly<Record<string, string>>;
  readonly plugins: readonly string[];
  /** Whether others than this machine are answered at all: only where nobody but the edge is on the network. */
  readonly remote: boolean;
}

/** Whom the edge is towards the archive, and who may add to it. */
export const orthancUsers = { gate: 'gateway', loader: 'loader' } as const;

/** Orthanc without its own pages, without DICOM associations, and with credentials. */
export function orthancConfiguration({ port, storage, filter, users, plugins, remote }: OrthancPlace): object {
  return {
    Name: 'caregate',
    // Answers are in it; in Latin 1, Orthanc's own choice, names of other scripts would lose their letters.
    DefaultEncoding: 'Utf8',
    StorageDirectory: storage,
    IndexDirectory: storage,
    Plugins: plugins,
    HttpPort: port,
    RemoteAccessAllowed: remote,
    AuthenticationEnabled: true,
    RegisteredUsers: users,
    DicomServerEnabled: false,
    OrthancExplorerEnabled: false,
    HttpThreadsCount: 16,
    LuaScripts: [filter],
    // Without a name of its own the plugin makes the addresses in its answers of `Forwarded`, which the edge says.
    DicomWeb: { Enable: true, Root: '/dicom-web/', EnableWado: false, Host: '' },
  };
}

/** A second lock behind the gate: its user reads, and asks the one question whose a study is. */
export const orthancFilter = `-- Generated from tools/edge; see docs/guides/put-a-pacs-behind-the-gate.md.
function IncomingHttpRequestFilter(method, uri, ip, username, headers)
  if username == '${orthancUsers.loader}' then
    return method == 'GET' or (method == 'POST' and (uri == '/instances' or uri == '/dicom-web/studies'))
  end
  return method == 'GET' or (method == 'POST' and uri == '/tools/find')
end
`;
