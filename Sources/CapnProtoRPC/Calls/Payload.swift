public import CapnProto

/// The parameters or the results of a call: what they say, and the capabilities they carry.
public struct Payload: Sendable {
  /// The message they are part of, which holds the capabilities.
  public let message: Message
  /// The parameter or result struct, or whatever else was sent.
  public let content: AnyPointerReader

  init(message: Message, content: AnyPointerReader) {
    self.message = message
    self.content = content
  }

  /// Nothing at all.
  init() {
    message = Message(constant: [0])
    content = AnyPointerReader()
  }

  /// What was built here: the content of a `Call` or a `Return`.
  init(built message: Message, payloadAt pointer: Int) {
    self.message = message
    content = Payload.find(message, pointer) ?? AnyPointerReader()
  }

  private static func find(_ message: Message, _ pointer: Int) -> AnyPointerReader? {
    do throws(CapnProtoError) {
      return try message.root.structure().pointer(0).structure().pointer(pointer).structure()
        .pointer(0)
    } catch {
      return nil
    }
  }

  /// The same with other capabilities. Bytes are shared.
  func with(capabilities: [(any CapabilityObject)?]) -> Payload {
    let message = message.with(capabilities: capabilities)
    let kind = (try? message.root.structure())?.get(0, as: UInt16.self)
    return Payload(built: message, payloadAt: kind == MessageKind.call ? 1 : 0)
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
