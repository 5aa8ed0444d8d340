# Final loss against the learning rate, depth by depth, and where the best rate goes.
size = 'blocks'
wanted = 'residual blocks'
load style[1:strlen(style) - strlen('figures/style.gp')] . 'experiments/spectral-condition/transfer.gp'
