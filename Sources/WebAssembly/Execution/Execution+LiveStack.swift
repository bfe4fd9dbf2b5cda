/// How far the value stack holds values, for a collection to look at.
enum LiveStack {
  /// No call is under way.
  case empty
  /// Up to an address.
  case upTo(UnsafeMutableRawPointer)
  /// Up to the end of the frame of the function that was stopped.
  case stopped
}

extension Execution {
  /// The address behind the last slot that may hold a value.
  ///
  /// It is known wherever a collection can happen: while the driver allocates, while a host function
  /// runs or waits, and while the call is stopped.
  var liveEnd: UnsafeMutableRawPointer {
    switch live {
    case .empty: return bottom
    case .upTo(let end): return end
    case .stopped:
      let end = frameEnd
      live = .upTo(end)
      return end
    }
  }

  /// The end of the frame of the function that was stopped, or that of the stack.
  private var frameEnd: UnsafeMutableRawPointer {
    let module = context.pointee.instance.pointee.storage.takeUnretainedValue().module
    let end = UnsafeMutableRawPointer(bitPattern: limit).unsafelyUnwrapped
    guard let place = module.shape.codeMap.place(of: context.pointee.code) else { return end }
    return min(end, context.pointee.frame + Int((place.start - 8).load(as: UInt.self)))
  }
}
