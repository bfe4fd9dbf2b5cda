/// An error by which a host function ends its guest in good order, such as the guest's own exit.
///
/// It comes out of the call as the `cause` of a trap like any other error, but nobody looks for
/// where it happened: no backtrace is made, which saves its cost at the end of every program.
public protocol GuestEnding: Error {}
