package import CapnProtoAsync
package import Ganglion

/// What the helper offers: requesters for grants.
package final class HelperServer: HelperSchema.Helper.Server {
  private let vat: VatHost

  package init(in vat: VatHost) { self.vat = vat }

  package func requester(_ call: HelperSchema.Helper.RequesterCall) async throws {
    let grant = try HTTPGrant(call.params.grant)
    call.results.setRequester(HTTPRequester(grant).client(in: vat))
  }
}
