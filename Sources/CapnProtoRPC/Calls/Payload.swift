public import CapnProto

/// The parameters or the results of a call: what they say, and the capabilities they carry.
public struct Payload: Sendable {
  /// The parameter or result struct, or whatever else was sent.
  public let content: AnyPointerReader

  init(content: AnyPointerReader) { self.content = content }

  /// Nothing at all.
  init() { content = AnyPointerReader() }

  /// The message they are part of, which holds the capabilities.
  public var message: Message { content.message }

  /// The same with other capabilities. Bytes are shared.
  func with(capabilities: [(any CapabilityObject)?]) -> Payload {
    Payload(content: content.with(capabilities: capabilities))
  }

  /// The words of the message.
  var words: Int { message.totalWords }
}

extension Payload {
  private func pointer(at path: [UInt16]) throws(CapnProtoError) -> AnyPointerReader {
    var pointer = content
    for step in path { pointer = try pointer.structure().pointer(Int(step)) }
    return pointer
  }

  /// The capability at a path; nil if there is none.
  func index(at path: [UInt16]) -> Int? {
    do throws(CapnProtoError) {
      return try pointer(at: path).capabilityIndex().map { Int($0) }
    } catch {
      return nil
    }
  }

  /// The hook of the capability at a path. Broken if there is none.
  func hook(at path: [UInt16], in vat: Vat) -> CapabilityHook {
    do throws(CapnProtoError) {
      let pointer = try pointer(at: path)
      if let capability = Capability.from(try pointer.capability()) {
        return capability.hook(in: vat)
      }
      return BrokenHook(nullIn: vat)
    } catch {
      return BrokenHook(.failed("the answer has no capability there"), in: vat)
    }
  }
}

extension Capability {
  /// The hook, for use in a vat. Capabilities of other vats can't be used there.
  func hook(in vat: Vat) -> CapabilityHook {
    if vat === self.vat { return hook }
    if let hook = vat.adopt?(self) { return hook }
    return BrokenHook(.failed("this capability belongs to another vat of the program"), in: vat)
  }
}
