# Final loss against the learning rate, width by width, and where the best rate goes.
size = 'width'
wanted = 'width'
load style[1:strlen(style) - strlen('figures/style.gp')] . 'experiments/spectral-condition/transfer.gp'
