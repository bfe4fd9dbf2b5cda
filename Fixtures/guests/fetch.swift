// Fetches pages over HTTP through the only right to do so that it has, and sums up what came.
//
// capability: a `Requester`, `http`
// arguments: URL…

import GuestKit

@main enum Fetch: GuestProgram {
  static func run(_ guest: Guest) throws(RPCError) {
    let http: HTTPSchema.Requester.Client = guest.session.find("http")
    // All requests are under way at once.
    let requests = guest.arguments.map { ($0, http.get(url: $0)) }
    for (url, request) in requests {
      let line = try guest.wait(for: request) { results throws(CapnProtoError) in
        let response = try results.response
        let error = try response.error.string
        return error.isEmpty
          ? "\(url): status \(response.status), \(try response.body.count) bytes"
          : "\(url): \(error)"
      }
      print(line)
    }
    let posted = try guest.wait(
      for: http.post { params in
        params.setUrl(guest.arguments.first ?? "")
        let header = params.initHeaders(count: 1)[0]
        header.setKey("Content-Type")
        header.setValue("text/plain")
        params.setBody([UInt8]("from process \(guest.pid)".utf8))
      }
    ) { results throws(CapnProtoError) in try results.response.status }
    print("posted: status \(posted)")
  }
}
