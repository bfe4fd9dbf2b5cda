package main

import (
	"fmt"
	"io"
)

// The kinds of messages.
//
// https://capnproto.org/rpc.html, rpc.capnp
const (
	kindUnimplemented = 0
	kindAbort         = 1
	kindCall          = 2
	kindReturn        = 3
	kindFinish        = 4
	kindRelease       = 6
	kindBootstrap     = 8
)

// A connection to the host, used by one goroutine.
type connection struct {
	stream io.ReadWriter
	// The returns that came for calls of ours, and are not asked for yet.
	returns map[uint32]structure
	next    uint32
	// What the host calls: the only object that we export.
	serve func(method uint16, params structure, results func(data, pointers int) (*writer, place)) error
	// Whether to go on after what is being handled.
	isDone bool
}

func newMessage(kind uint16, data, pointers int) (*writer, place) {
	w := &writer{}
	root := w.structure(w.allocate(1), 1, 1)
	w.words[root.data] = uint64(kind)
	return w, w.structure(root.pointers, data, pointers)
}

func (c *connection) send(w *writer) error {
	_, err := c.stream.Write(w.framed())
	return err
}

// Asks for the host's bootstrap object.
func (c *connection) bootstrap() (uint32, error) {
	w, body := newMessage(kindBootstrap, 1, 1)
	id := c.next
	c.next++
	w.words[body.data] = uint64(id)
	return id, c.send(w)
}

// Calls an object that an answer will have, which may not be there yet: pipelining.
func (c *connection) call(
	question uint32, path []uint16, interfaceID uint64, method uint16, data, pointers int,
	build func(w *writer, params place),
) (uint32, error) {
	w, body := newMessage(kindCall, 3, 3)
	id := c.next
	c.next++
	w.words[body.data] = uint64(id) | uint64(method)<<32
	w.words[body.data+1] = interfaceID
	target := w.structure(body.pointers, 1, 1)
	w.words[target.data] = 1 << 32 // a promised answer
	answer := w.structure(target.pointers, 1, 1)
	w.words[answer.data] = uint64(question)
	steps := w.list(answer.pointers, len(path), 1, 0)
	for i, field := range path {
		w.words[steps[i].data] = 1 | uint64(field)<<16
	}
	payload := w.structure(body.pointers+1, 0, 2)
	params := w.structure(payload.pointers, data, pointers)
	if build != nil {
		build(w, params)
	}
	return id, c.send(w)
}

// Waits for the results of a call, and handles what comes meanwhile.
func (c *connection) wait(id uint32) (structure, error) {
	for {
		if result, ok := c.returns[id]; ok {
			delete(c.returns, id)
			if kind := result.uint16(3); kind == 1 {
				return structure{}, fmt.Errorf("call failed: %s", result.structure(0).text(0))
			} else if kind != 0 {
				return structure{}, fmt.Errorf("call returned in another way: %d", kind)
			}
			return result.structure(0).structure(0), nil
		}
		if err := c.step(); err != nil {
			return structure{}, err
		}
	}
}

// Tells the host that an answer, and what capabilities it brought, is of no use any more.
func (c *connection) finish(id uint32) error {
	w, body := newMessage(kindFinish, 1, 0)
	w.words[body.data] = uint64(id)
	return c.send(w)
}

// Handles messages until the object that we export says that it is done, or the host leaves.
func (c *connection) run() error {
	for !c.isDone {
		if err := c.step(); err != nil {
			return err
		}
	}
	return nil
}

// Waits for one message, which costs nothing, and handles it.
func (c *connection) step() error {
	m, err := readMessage(c.stream)
	if err != nil {
		return err
	}
	root := m.root()
	body := root.structure(0)
	switch root.uint16(0) {
	case kindReturn:
		c.returns[body.uint32(0)] = body
		return nil
	case kindBootstrap:
		w, results := newMessage(kindReturn, 2, 1)
		w.words[results.data] = uint64(body.uint32(0))
		payload := w.structure(results.pointers, 0, 2)
		w.capability(payload.pointers, 0)
		descriptor := w.list(payload.pointers+1, 1, 1, 1)[0]
		w.words[descriptor.data] = 1 // hosted here, export 0
		return c.send(w)
	case kindCall:
		return c.answer(body)
	case kindFinish, kindRelease:
		// Nothing is kept for a call that was answered, and export 0 stays.
		return nil
	case kindAbort:
		return fmt.Errorf("the host aborted: %s", body.text(0))
	case kindUnimplemented:
		return nil
	default:
		// As the protocol wants it: what one does not understand is sent back.
		w := &writer{}
		reply := w.structure(w.allocate(1), 1, 1)
		w.words[reply.data] = kindUnimplemented
		inner := w.structure(reply.pointers, 1, 1)
		w.words[inner.data] = uint64(root.uint16(0))
		return c.send(w)
	}
}

func (c *connection) answer(call structure) error {
	id := call.uint32(0)
	var w *writer
	results := func(data, pointers int) (*writer, place) {
		var body place
		w, body = newMessage(kindReturn, 2, 1)
		w.words[body.data] = uint64(id)
		payload := w.structure(body.pointers, 0, 2)
		return w, w.structure(payload.pointers, data, pointers)
	}
	err := c.serve(call.uint16(2), call.structure(1).structure(0), results)
	if call.word(1) != echoInterface {
		err = fmt.Errorf("no such interface")
	}
	if err != nil {
		var body place
		w, body = newMessage(kindReturn, 2, 1)
		w.words[body.data] = uint64(id) | 1<<48 // an exception
		exception := w.structure(body.pointers, 1, 2)
		w.text(exception.pointers, err.Error())
	} else if w == nil {
		results(0, 0)
	}
	return c.send(w)
}
