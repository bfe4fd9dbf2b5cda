internal import CapnProto

/// What writing the capabilities of a message did.
struct WrittenDescriptors {
  /// The entries of the export table that got a reference.
  var exports: [UInt32] = []
  /// What each capability is to the peer now.
  var sent: [SentCapability] = []
  /// What goes along with the message.
  var attachments: [any CapabilityObject] = []
  /// Promises that are broken already, which the peer has to be told.
  var broken: [Export] = []
}

/// A capability that came in a message.
struct ImportedCapability {
  var hook: CapabilityHook?
  /// Whether it leads back here, so that calls sent through the peer may still be on their way.
  var pointsBack = false
}

/// The contents of a message that came in.
struct ImportedPayload {
  let payload: Payload
  var pointsBack: [Bool] = []
}

extension Connection {
  /// What is to be exported for a hook: as far as it is known, but not beyond what leads to the peer.
  func exportable(_ hook: CapabilityHook) -> CapabilityHook {
    var settled = hook.settled
    while let promise = settled.unresolved, let routed = promise.routedTo,
      promise.isNameOn == ObjectIdentifier(self) || routed.route(on: self) != nil
    {
      settled = routed.settled
    }
    return settled
  }

  /// Describes the capabilities of a message.
  func writeDescriptors(
    _ capabilities: [(any CapabilityObject)?], to pointer: AnyPointerBuilder
  ) -> WrittenDescriptors {
    var written = WrittenDescriptors()
    let list = pointer.initStructList(Size.descriptor, count: capabilities.count)
    written.sent.reserveCapacity(capabilities.count)
    for index in 0..<capabilities.count {
      guard let capability = Capability.from(capabilities[index]) else {
        written.sent.append(.none)
        continue
      }
      write(capability.hook(in: vat), to: list.structure(index), &written)
    }
    return written
  }

  private func write(
    _ hook: CapabilityHook, to descriptor: StructBuilder, _ written: inout WrittenDescriptors
  ) {
    let hook = exportable(hook)
    if hook.isNull { return written.sent.append(.none) }
    switch hook.route(on: self) {
    case .imported(let id):
      descriptor.set(0, DescriptorKind.receiverHosted)
      descriptor.set(1, id)
      written.sent.append(.hook(hook))
    case .answer(let id, let path):
      descriptor.set(0, DescriptorKind.receiverAnswer)
      Route.write(answer: id, path, to: descriptor.pointer(0))
      written.sent.append(.hook(hook))
    case nil:
      guard let export = export(hook) else { return written.sent.append(.none) }
      descriptor.set(
        0, export.isPromise ? DescriptorKind.senderPromise : DescriptorKind.senderHosted)
      descriptor.set(1, export.id)
      if let attachment = hook.attachment, written.attachments.count < 0xff {
        descriptor.set(
          2, UInt8(truncatingIfNeeded: written.attachments.count), default: 0xff)
        written.attachments.append(attachment)
      }
      written.exports.append(export.id)
      written.sent.append(.export(export))
      if export.isPromise, hook.failure != nil { written.broken.append(export) }
    }
  }

  /// Tells the peer of promises that were sent though they were broken already.
  func sendResolutions(_ written: WrittenDescriptors) {
    for export in written.broken where exports[export.id] === export && export.isPromise {
      export.isPromise = false
      // The number must not be sent again as a promise: it was resolved.
      exportsByHook[ObjectIdentifier(export.hook)] = nil
      sendResolve(export)
    }
  }

  /// Tells the peer what a promise has resolved to.
  func sendResolve(_ export: Export) {
    var written = WrittenDescriptors()
    let hook = export.hook
    let builder = MessageBuilder(MessageKind.resolve, Size.resolve) { resolve in
      resolve.set(0, export.id)
      if let error = hook.failure {
        resolve.set(2, UInt16(1))
        error.write(to: resolve.pointer(0))
      } else {
        let descriptor = resolve.pointer(0).initStruct(Size.descriptor)
        write(hook, to: descriptor, &written)
      }
    }
    emit(builder, written.attachments)
    sendResolutions(written)
  }

  // Receiving.

  /// Takes the capabilities of the message that is being handled.
  func importPayload(_ reader: PayloadReader) throws(Failure) -> ImportedPayload {
    let payload = Payload(content: reader.content)
    guard reader.hasDescriptors else { return ImportedPayload(payload: payload) }
    let descriptors = try Failure.reading("payload") { () throws(CapnProtoError) in
      try reader.descriptors
    }
    let count = descriptors.count
    if count == 0 { return ImportedPayload(payload: payload) }
    guard count <= limits.capabilitiesPerMessage else {
      throw .violation("\(count) capabilities in one message are too many")
    }
    var capabilities: [(any CapabilityObject)?] = []
    var pointsBack: [Bool] = []
    capabilities.reserveCapacity(count)
    pointsBack.reserveCapacity(count)
    for index in 0..<count {
      let imported = try importDescriptor(
        DescriptorReader(raw: descriptors.structure(index)))
      capabilities.append(imported.hook.map { Capability($0) })
      pointsBack.append(imported.pointsBack)
    }
    return ImportedPayload(
      payload: payload.with(capabilities: capabilities), pointsBack: pointsBack)
  }

  /// Takes one capability.
  func importDescriptor(_ descriptor: DescriptorReader) throws(Failure) -> ImportedCapability {
    switch descriptor.kind {
    case DescriptorKind.none:
      return ImportedCapability()
    case DescriptorKind.senderHosted:
      let hook = try imported(descriptor.id, isPromise: false)
      claimAttachment(descriptor)
      return ImportedCapability(hook: hook)
    case DescriptorKind.senderPromise:
      let hook = try imported(descriptor.id, isPromise: true)
      claimAttachment(descriptor)
      return ImportedCapability(hook: hook)
    case DescriptorKind.receiverHosted:
      guard let export = exports[descriptor.id] else {
        throw .violation("there is no export \(descriptor.id)")
      }
      return ImportedCapability(hook: named(export), pointsBack: true)
    case DescriptorKind.receiverAnswer:
      let answer = try promisedAnswer(descriptor.body)
      return ImportedCapability(
        hook: named(answer: answer.questionID, answer.path), pointsBack: true)
    case DescriptorKind.thirdPartyHosted:
      // At level 1 the vine is as good as the third party.
      return ImportedCapability(hook: try imported(try vine(descriptor), isPromise: false))
    default:
      let error = RPCError(.unimplemented, "a capability descriptor of unknown kind")
      return ImportedCapability(hook: BrokenHook(error, in: vat))
    }
  }

  /// Gives a capability that came what came along with it. The first one stays.
  private func claimAttachment(_ descriptor: DescriptorReader) {
    let place = Int(descriptor.attachedDescriptor)
    guard place < receivedAttachments.count,
      let hook = imports[descriptor.id]?.hook.takeUnretainedValue(), hook.arrived == nil
    else { return }
    hook.arrived = receivedAttachments[place]
  }

  private func vine(_ descriptor: DescriptorReader) throws(Failure) -> UInt32 {
    try Failure.reading("descriptor") { () throws(CapnProtoError) in
      try descriptor.body.structure().get(0)
    }
  }

  private func imported(_ id: UInt32, isPromise: Bool) throws(Failure) -> CapabilityHook {
    guard let hook = importCapability(id, isPromise: isPromise) else {
      throw .violation("too many capabilities were sent")
    }
    return hook
  }

  /// Gives back what a descriptor brought that nobody will look at.
  func releaseUnseen(_ descriptor: DescriptorReader) {
    switch descriptor.kind {
    case DescriptorKind.senderHosted, DescriptorKind.senderPromise:
      sendRelease(descriptor.id, count: 1)
    case DescriptorKind.thirdPartyHosted:
      if let body = try? descriptor.body.structure() { sendRelease(body.get(0), count: 1) }
    default: break
    }
  }
}
